package dev.holdfast.client.download;

import dev.holdfast.codec.seal.CorruptDataException;
import dev.holdfast.codec.seal.Opener;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.object.PlainObject;
import dev.holdfast.model.object.SealedRecord;
import dev.holdfast.protocol.message.Answer;
import dev.holdfast.protocol.message.Request;
import dev.holdfast.protocol.wire.ClientConnection;
import dev.holdfast.protocol.wire.Download;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Brings many objects out of a vault: several requests are under way at once, each object is opened
 * and proven by one of several threads, and handed over by it. What the server sends for one
 * request comes in the order in which it lies there. Used by one thread, which must use nothing
 * else that fetches from the same connection meanwhile.
 */
public final class BulkReader implements ObjectSource, AutoCloseable {
    /** Bytes of records that were received and are not dealt with. */
    private static final int UNDERWAY_BYTES_MAX = 4 << 20;

    private static final int THREADS_MIN = 2;
    private static final int THREADS_MAX = 8;

    private final ClientConnection connection;
    private final Opener opener;
    private final WrapMemory wraps;
    private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
    private final Semaphore underway = new Semaphore(UNDERWAY_BYTES_MAX);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final ExecutorService openers;
    private final Thread taker;

    /** Takes objects as they come, in any thread. */
    public interface Receiver {
        void received(ObjectId id, PlainObject object) throws IOException;

        /**
         * An object cannot be had.
         *
         * @param fault a {@link CorruptDataException} or {@link MissingObjectsException}
         */
        void failed(ObjectId id, IOException fault) throws IOException;

        /** Nothing can be had any more; the reason is what the next call of the reader throws. */
        default void ended() {}
    }

    private record Asked(Download download, Receiver receiver) {}

    public BulkReader(ClientConnection connection, Opener opener, WrapMemory wraps) {
        this.connection = connection;
        this.opener = opener;
        this.wraps = wraps;
        int threads =
                Math.clamp(Runtime.getRuntime().availableProcessors(), THREADS_MIN, THREADS_MAX);
        this.openers =
                Executors.newFixedThreadPool(
                        threads, Thread.ofPlatform().name("opener-", 0).daemon().factory());
        Thread.ofPlatform().name("warm-up").daemon().start(Opener::warmUp);
        this.taker = Thread.ofPlatform().name("taker").daemon().start(this::takeAll);
    }

    /**
     * Asks for objects, and does not wait: each comes or fails exactly once, unless the connection
     * or a receiver fails, which ends all.
     *
     * @param ids each once, at most {@link Request#IDS_MAX}
     * @throws IOException why all ended
     */
    public void fetch(List<ObjectId> ids, Receiver receiver) throws IOException {
        requireHealthy();
        if (!ids.isEmpty()) {
            asked.add(new Asked(connection.fetch(new Request.Fetch(ids)), receiver));
        }
    }

    /**
     * Asks for objects, and does not wait.
     *
     * @param coming by id; each is completed, or failed with why the object cannot be had; at most
     *     {@link Request#IDS_MAX}
     * @throws IOException why all ended
     */
    public void fetch(Map<ObjectId, CompletableFuture<PlainObject>> coming) throws IOException {
        fetch(List.copyOf(coming.keySet()), new Futures(Map.copyOf(coming)));
    }

    /** Waits for one object, and for all that was asked for before it to arrive. */
    @Override
    public PlainObject read(ObjectId id) throws IOException {
        CompletableFuture<PlainObject> future = new CompletableFuture<>();
        fetch(Map.of(id, future));
        return await(future);
    }

    private record Futures(Map<ObjectId, CompletableFuture<PlainObject>> coming)
            implements Receiver {
        @Override
        public void received(ObjectId id, PlainObject object) {
            future(id).complete(object);
        }

        @Override
        public void failed(ObjectId id, IOException fault) {
            future(id).completeExceptionally(fault);
        }

        private CompletableFuture<PlainObject> future(ObjectId id) {
            return Objects.requireNonNull(coming.get(id), "nobody asked");
        }

        @Override
        public void ended() {
            IOException over = new IOException("reading has ended");
            coming.values().forEach(future -> future.completeExceptionally(over));
        }
    }

    /**
     * Waits for what a receiver completes.
     *
     * @throws IOException the fault that it was failed with, or why all ended
     */
    public <T> T await(CompletableFuture<T> future) throws IOException {
        try {
            return future.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while reading");
        } catch (ExecutionException failed) {
            requireHealthy();
            if (failed.getCause() instanceof IOException fault) {
                throw fault;
            }
            throw new IllegalStateException(failed);
        }
    }

    /** Throws why all ended, if it did. */
    public void requireHealthy() throws IOException {
        switch (failure.get()) {
            case null -> {}
            case IOException cause -> throw cause;
            case Throwable cause -> throw new IllegalStateException("reading failed", cause);
        }
    }

    private void takeAll() {
        try {
            while (true) {
                Asked next = asked.take();
                take(next.download(), next.receiver());
            }
        } catch (InterruptedException stopped) {
            // Closed.
        }
    }

    private void take(Download download, Receiver receiver) throws InterruptedException {
        try (download) {
            if (failure.get() != null) {
                receiver.ended();
                return;
            }
            for (var next = download.next(); next != null; next = download.next()) {
                switch (next) {
                    case Answer.Wraps(var sent) -> wraps.learn(sent);
                    case Answer.ObjectRecord(var record) -> {
                        underway.acquire(record.length());
                        openers.execute(() -> open(record, receiver));
                    }
                }
            }
            for (ObjectId absent : download.absent()) {
                receiver.failed(absent, new MissingObjectsException(List.of(absent)));
            }
        } catch (InterruptedIOException stopped) {
            throw new InterruptedException();
        } catch (IOException | RuntimeException | Error e) {
            fail(e, receiver);
        }
    }

    private void open(SealedRecord record, Receiver receiver) {
        try {
            if (failure.get() == null) {
                hand(record, receiver);
            } else {
                receiver.ended();
            }
        } catch (IOException | RuntimeException | Error e) {
            fail(e, receiver);
        } finally {
            underway.release(record.length());
        }
    }

    private void hand(SealedRecord record, Receiver receiver) throws IOException {
        PlainObject object;
        try {
            object = opener.open(record);
        } catch (CorruptDataException fault) {
            receiver.failed(record.id(), fault);
            return;
        }
        receiver.received(record.id(), object);
    }

    private void fail(Throwable cause, Receiver receiver) {
        failure.compareAndSet(null, cause);
        receiver.ended();
    }

    /** Ends all that is under way, and returns when no receiver is called any more. */
    @Override
    public void close() {
        failure.compareAndSet(null, new IOException("the reader is closed"));
        taker.interrupt();
        openers.shutdown();
        try {
            taker.join();
            openers.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        for (Asked left = asked.poll(); left != null; left = asked.poll()) {
            left.download().close();
        }
    }
}
