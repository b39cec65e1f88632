package dev.holdfast.protocol.wire;

import dev.holdfast.model.ObjectId;
import dev.holdfast.protocol.message.Answer;
import dev.holdfast.protocol.message.MessageType;
import dev.holdfast.protocol.message.Request;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What comes of one fetch. The server sends fetches in the order in which they were asked, and what
 * is not taken here holds back everything after it: take from downloads in that order, and do not
 * wait for another answer of the same connection between. Used by one thread at a time.
 */
public final class Download implements Closeable {
    private final Link link;
    private final Set<ObjectId> wanted;

    // Guarded by this, as the reader brings what another thread takes.
    private final Queue<Frame> frames = new ArrayDeque<>();
    private boolean closed;
    private @Nullable IOException failure;

    private @Nullable List<ObjectId> absent;

    Download(Link link, Request.Fetch fetch) {
        this.link = link;
        this.wanted = new HashSet<>(fetch.ids());
    }

    /**
     * Takes what comes next, waiting for it.
     *
     * @return wraps or an object that was asked for and has not come yet, or null when all has come
     * @throws RefusedException if the server will not
     * @throws IOException if the server fails, or the connection does
     */
    public Answer.@Nullable Fetched next() throws IOException {
        if (absent != null) {
            return null;
        }
        Frame frame = take();
        link.dealtWith(frame.size());
        try {
            return switch (frame.decode()) {
                case Answer.Wraps wraps -> wraps;
                case Answer.ObjectRecord object -> wanted(object);
                case Answer.Done(var ids) -> finish(ids);
                case Answer.Negative negative -> throw endedBy(negative);
                default -> throw new ProtocolException("a fetch was answered by " + frame.type());
            };
        } catch (ProtocolException wrong) {
            giveUp(wrong);
            link.fail(wrong);
            throw wrong;
        }
    }

    private IOException endedBy(Answer.Negative negative) {
        IOException why = Failures.of(negative);
        giveUp(why);
        return why;
    }

    private synchronized void giveUp(IOException why) {
        frames.clear();
        failure = why;
    }

    private Answer.ObjectRecord wanted(Answer.ObjectRecord object) throws ProtocolException {
        ObjectId id = object.record().id();
        if (!wanted.remove(id)) {
            throw new ProtocolException("the server sent an object not asked for: " + id);
        }
        return object;
    }

    private Answer.@Nullable Fetched finish(List<ObjectId> ids) throws ProtocolException {
        if (!wanted.equals(new HashSet<>(ids))) {
            throw new ProtocolException("the server was done with a fetch that is not complete");
        }
        absent = ids;
        return null;
    }

    /**
     * What was asked for and could not be had.
     *
     * @throws IllegalStateException before {@link #next} has returned null
     */
    public List<ObjectId> absent() {
        if (absent == null) {
            throw new IllegalStateException("the download is not complete");
        }
        return absent;
    }

    private synchronized Frame take() throws IOException {
        try {
            while (frames.isEmpty() && failure == null && !closed) {
                wait();
            }
        } catch (InterruptedException interrupt) {
            throw Failures.interrupted();
        }
        if (closed) {
            throw new IOException("the download is closed");
        }
        Frame frame = frames.poll();
        if (frame == null) {
            throw Failures.again(Objects.requireNonNull(failure));
        }
        return frame;
    }

    /** For the reader: brings a frame. */
    synchronized void bring(Frame frame) throws ProtocolException {
        MessageType type = frame.type();
        switch (type) {
            case WRAPS, OBJECT, DONE, REFUSED, FAILED -> {
                if (closed) {
                    link.dealtWith(frame.size());
                } else {
                    frames.add(frame);
                    notifyAll();
                }
            }
            default -> throw new ProtocolException("the server answered a fetch with " + type);
        }
    }

    /** For the reader: nothing will be brought any more. What was brought can still be taken. */
    synchronized void fail(IOException why) {
        if (failure == null) {
            failure = why;
        }
        notifyAll();
    }

    /** Lets go of what has not been taken; what still comes is thrown away. */
    @Override
    public synchronized void close() {
        closed = true;
        for (Frame frame = frames.poll(); frame != null; frame = frames.poll()) {
            link.dealtWith(frame.size());
        }
        notifyAll();
    }
}
