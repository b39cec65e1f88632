package dev.holdfast.protocol.wire;

import dev.holdfast.protocol.message.Control;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be written, in order. A frame comes in only when the peer has granted its bytes and
 * the queue has room; control frames come in always, go ahead, and are one of each at most. So the
 * queue is bounded, and whoever only sends control frames (the reader does) never waits.
 */
final class Outbox {
    /*
     * Two locks: `turn` is held, fairly, by the one sender that waits for credit, so that senders
     * go in the order in which they came and small frames do not starve a large one; `lock` guards
     * the state and is never held while something blocks. Order: turn, lock.
     */
    private final ReentrantLock turn = new ReentrantLock(false);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition mayQueue = lock.newCondition();
    private final Condition mayWrite = lock.newCondition();
    private final Condition written = lock.newCondition();

    /** Control frames wait for no more than this, or one frame that is longer. */
    private static final int BATCH_SIZE = 64 << 10;

    private final Limits limits;
    private final Queue<Frame> queue = new ArrayDeque<>();
    private long credit;
    private long queuedSize;
    private boolean writing;
    private boolean sealed;
    private boolean stopped;
    private boolean waiting;
    private @Nullable IOException failure;

    private long grant;
    private boolean alive;
    private @Nullable String working;

    Outbox(Limits limits) {
        this.limits = limits;
        this.credit = limits.windowSize();
    }

    /**
     * Queues a frame; waits while there is no credit or no room.
     *
     * @param size of the frame in bytes
     * @param frame makes it when its turn has come; must not block
     * @throws IOException if the connection has failed, or fails meanwhile
     */
    void send(int size, Supplier<Frame> frame) throws IOException {
        if (size > limits.frameSizeMax()) {
            throw new IllegalArgumentException("frame of %d bytes".formatted(size));
        }
        try {
            turn.lockInterruptibly();
        } catch (InterruptedException interrupt) {
            throw Failures.interrupted();
        }
        try {
            lock.lock();
            try {
                awaitRoom(size);
                Frame mine = frame.get();
                credit -= size;
                add(mine);
            } finally {
                lock.unlock();
            }
        } finally {
            turn.unlock();
        }
    }

    private void awaitRoom(int size) throws IOException {
        try {
            requireOpen();
            while (credit < size || queuedSize + size > limits.windowSize()) {
                waiting = true;
                mayQueue.await();
                requireOpen();
            }
        } catch (InterruptedException interrupt) {
            throw Failures.interrupted();
        } finally {
            waiting = false;
        }
    }

    private void requireOpen() throws IOException {
        if (failure != null) {
            throw Failures.again(failure);
        }
        if (sealed) {
            throw new IOException("the connection is closed");
        }
    }

    private void add(Frame frame) {
        queue.add(frame);
        queuedSize += frame.size();
        mayWrite.signal();
    }

    /** Takes no more frames, and this as the last one if it is given; it needs no credit. */
    void seal(@Nullable Frame last) {
        lock.lock();
        try {
            if (last != null && !sealed) {
                add(last);
            }
            sealed = true;
            mayQueue.signalAll();
            mayWrite.signal();
        } finally {
            lock.unlock();
        }
    }

    /** The peer grants so many bytes more. */
    void credit(Control.Credit more) throws ProtocolException {
        lock.lock();
        try {
            credit += more.bytes();
            if (credit > Control.Credit.BYTES_MAX) {
                throw new ProtocolException("the peer grants more than can be used");
            }
            mayQueue.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void grant(long bytes) {
        lock.lock();
        try {
            grant += bytes;
            mayWrite.signal();
        } finally {
            lock.unlock();
        }
    }

    void alive() {
        lock.lock();
        try {
            alive = true;
            mayWrite.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Replaces what was to be said before and has not been written. */
    void working(String what) {
        lock.lock();
        try {
            working = what;
            mayWrite.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Whether a sender waits for credit or room. */
    boolean isWaiting() {
        lock.lock();
        try {
            return waiting;
        } finally {
            lock.unlock();
        }
    }

    /**
     * For the writer: what to write next, in this order. Waits until there is something. What was
     * taken before is written.
     *
     * @return nothing when the writer is to end
     */
    List<Frame> take() throws InterruptedException {
        lock.lock();
        try {
            writing = false;
            written.signalAll();
            while (failure == null && isEmpty() && !sealed) {
                mayWrite.await();
            }
            List<Frame> batch = new ArrayList<>();
            if (failure == null) {
                takeControl(batch);
                takeQueued(batch);
            }
            writing = !batch.isEmpty();
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private boolean isEmpty() {
        return queue.isEmpty() && grant == 0 && !alive && working == null;
    }

    private void takeControl(List<Frame> batch) {
        if (grant > 0) {
            batch.add(Frame.of(0, new Control.Credit(grant)));
            grant = 0;
        }
        if (working != null) {
            batch.add(Frame.of(0, new Control.Working(working)));
            working = null;
        }
        if (alive) {
            batch.add(Frame.of(0, new Control.Alive()));
            alive = false;
        }
    }

    /** Small frames together, so that many of them cost one look at the lock. */
    private void takeQueued(List<Frame> batch) {
        long size = 0;
        while (size < BATCH_SIZE && !queue.isEmpty()) {
            Frame frame = queue.remove();
            size += frame.size();
            batch.add(frame);
        }
        if (size > 0) {
            queuedSize -= size;
            mayQueue.signalAll();
        }
    }

    /** For the writer: whether what it has written should be flushed. */
    boolean isIdle() {
        lock.lock();
        try {
            return isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** The writer has ended early: nothing will be written any more. */
    void stopWriting() {
        lock.lock();
        try {
            stopped = true;
            written.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all is written that can be, the connection has failed, or the time is over. */
    void awaitWritten(Duration timeout) throws InterruptedException {
        lock.lock();
        try {
            long nanos = timeout.toNanos();
            while (failure == null && !stopped && (writing || !isEmpty()) && nanos > 0) {
                nanos = written.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends every wait; only the first failure counts. */
    void fail(IOException why) {
        lock.lock();
        try {
            if (failure == null) {
                failure = why;
            }
            mayQueue.signalAll();
            mayWrite.signalAll();
            written.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
