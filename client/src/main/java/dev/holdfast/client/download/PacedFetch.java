package dev.holdfast.client.download;

import dev.holdfast.model.ObjectId;
import dev.holdfast.model.object.PlainObject;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Requests to a {@link BulkReader}, of which only a few are under way at a time. For one thread to
 * ask.
 */
public final class PacedFetch {
    private final BulkReader reader;
    private final int requestsMax;
    private final Semaphore underway;

    public PacedFetch(BulkReader reader, int requestsMax) {
        this.reader = reader;
        this.requestsMax = requestsMax;
        this.underway = new Semaphore(requestsMax);
    }

    /** Asks, as soon as fewer than the most are under way. */
    public void fetch(List<ObjectId> ids, BulkReader.Receiver receiver) throws IOException {
        acquire(1);
        reader.fetch(ids, new Arrival(ids.size(), receiver));
    }

    /** Waits until all that was asked for has come. */
    public void finish() throws IOException {
        acquire(requestsMax);
        underway.release(requestsMax);
    }

    private void acquire(int permits) throws IOException {
        try {
            underway.acquire(permits);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while objects were read");
        }
        reader.requireHealthy();
    }

    /** One request, as it arrives. */
    private final class Arrival implements BulkReader.Receiver {
        private final AtomicInteger left;
        private final AtomicBoolean over = new AtomicBoolean();
        private final BulkReader.Receiver receiver;

        Arrival(int count, BulkReader.Receiver receiver) {
            this.left = new AtomicInteger(count);
            this.receiver = receiver;
        }

        @Override
        public void received(ObjectId id, PlainObject object) throws IOException {
            receiver.received(id, object);
            count();
        }

        @Override
        public void failed(ObjectId id, IOException fault) throws IOException {
            receiver.failed(id, fault);
            count();
        }

        private void count() {
            if (left.decrementAndGet() == 0) {
                ended();
            }
        }

        @Override
        public void ended() {
            if (over.compareAndSet(false, true)) {
                underway.release();
            }
        }
    }
}
