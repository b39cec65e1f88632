package dev.holdfast.client.upload;

import dev.holdfast.codec.seal.ObjectIds;
import dev.holdfast.codec.seal.Sealer;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.object.PlainObject;
import dev.holdfast.protocol.message.Answer;
import dev.holdfast.protocol.message.Request;
import dev.holdfast.protocol.wire.ClientConnection;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Brings objects into a vault, each once: names them, asks in bulk which the vault lacks, and
 * compresses, seals and sends those on several threads. What is on its way is bounded. For one
 * thread to submit to; the first failure ends everything.
 */
public final class ObjectWriter implements ObjectSink, AutoCloseable {
    /** Bytes of plaintext on their way at most. */
    private static final int UNDERWAY_BYTES_MAX = 16 << 20;

    /** What the smallest object counts: bounds their number. */
    private static final int UNDERWAY_BYTES_MIN = 2 << 10;

    /** Enough that a slow way there and back is seldom taken. */
    private static final int ASKED_MAX = 2_048;

    private final ObjectIds ids;
    private final Sealer sealer;
    private final ClientConnection connection;
    private final Progress progress;
    private final int level;

    private final RecentIds recent = new RecentIds();
    private final Semaphore underway = new Semaphore(UNDERWAY_BYTES_MAX);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final ExecutorService sealers;
    private final BlockingQueue<Named> toAsk = new LinkedBlockingQueue<>();
    private final @Nullable Thread asker;

    /** Of what the vault had. Of the asking thread, and after {@link #drain} of others. */
    private final Sample counted = new Sample(new SplittableRandom());

    /**
     * @param sealer of the session's content key; closed by its owner
     */
    public ObjectWriter(
            ObjectIds ids, Sealer sealer, ClientConnection connection, Options options) {
        this.ids = ids;
        this.sealer = sealer;
        this.connection = connection;
        this.progress = options.progress();
        this.level = options.level();
        this.sealers =
                Executors.newFixedThreadPool(
                        options.threads(), Thread.ofPlatform().name("seal-", 1).factory());
        this.asker =
                options.asks() ? Thread.ofPlatform().name("ask").start(this::askForEver) : null;
    }

    /**
     * @param threads that compress and seal
     * @param level of compression
     * @param asks whether the vault may hold something already
     */
    public record Options(int threads, int level, boolean asks, Progress progress) {}

    /** Hears of every record that is sent; from several threads. */
    @FunctionalInterface
    public interface Progress {
        void sent(int plainBytes, int recordBytes);
    }

    private record Named(ObjectId id, PlainObject object) {
        int weight() {
            return Math.max(object.bytes().length, UNDERWAY_BYTES_MIN);
        }
    }

    @Override
    public ObjectId submit(PlainObject object) throws IOException {
        requireHealthy();
        ObjectId id = ids.of(object);
        if (!recent.add(id)) {
            return id;
        }
        Named named = new Named(id, object);
        acquire(named.weight());
        if (asker == null) {
            sealers.execute(() -> send(named));
        } else {
            toAsk.add(named);
        }
        return id;
    }

    /** The vault turned out to lack these: they are sent when they are submitted again. */
    public void forget(Collection<ObjectId> lost) {
        lost.forEach(recent::remove);
    }

    /** Waits until all that was submitted has been sent. */
    public void drain() throws IOException {
        acquire(UNDERWAY_BYTES_MAX);
        underway.release(UNDERWAY_BYTES_MAX);
        requireHealthy();
    }

    /** A few of the objects that were not sent as the vault has them; once all was sent. */
    public List<ObjectId> countedOn() {
        return counted.chosen();
    }

    private void askForEver() {
        List<Named> batch = new ArrayList<>();
        try {
            while (true) {
                batch.add(toAsk.take());
                toAsk.drainTo(batch, ASKED_MAX - 1);
                ask(batch);
                batch.clear();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask(List<Named> batch) {
        try {
            Answer.Lack lack =
                    connection.ask(new Request.Have(batch.stream().map(Named::id).toList()));
            for (int i = 0; i < batch.size(); i++) {
                Named named = batch.get(i);
                if (lack.lacks(i)) {
                    sealers.execute(() -> send(named));
                } else {
                    counted.offer(named.id());
                    underway.release(named.weight());
                }
            }
        } catch (IOException | RuntimeException | Error e) {
            fail(e);
        }
    }

    private void send(Named named) {
        try {
            if (failure.get() == null) {
                var record = sealer.seal(named.object(), named.id(), level);
                connection.put(record);
                progress.sent(named.object().bytes().length, record.length());
            }
        } catch (IOException | RuntimeException | Error e) {
            fail(e);
        } finally {
            underway.release(named.weight());
        }
    }

    /** Keeps the first failure, and lets whoever waits go on to find it. */
    private void fail(Throwable cause) {
        if (failure.compareAndSet(null, cause)) {
            underway.release(UNDERWAY_BYTES_MAX);
        }
    }

    private void acquire(int weight) throws IOException {
        try {
            underway.acquire(weight);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while sending");
        }
        requireHealthy();
    }

    private void requireHealthy() throws IOException {
        switch (failure.get()) {
            case null -> {}
            case IOException cause -> throw cause;
            case Throwable cause -> throw new IllegalStateException("sending failed", cause);
        }
    }

    @Override
    public void close() {
        if (asker != null) {
            asker.interrupt();
        }
        sealers.shutdownNow();
    }
}
