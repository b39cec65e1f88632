package dev.holdfast.codec.seal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * Workplaces that are costly to make: as many as there are threads at work, and the one left last
 * is taken first. Safe for many threads.
 */
final class Pool<T extends Workplace> implements AutoCloseable {
    private final Supplier<T> maker;

    /** Guarded by this pool, like what follows. */
    private final Deque<T> idle = new ArrayDeque<>();

    private boolean closed;

    Pool(Supplier<T> maker) {
        this.maker = maker;
    }

    T take() {
        synchronized (this) {
            if (closed) {
                throw new IllegalStateException("already closed");
            }
            if (!idle.isEmpty()) {
                return idle.removeFirst();
            }
        }
        return maker.get();
    }

    synchronized void giveBack(T workplace) {
        if (closed) {
            workplace.close();
        } else {
            idle.addFirst(workplace);
        }
    }

    /** Closes what is idle now, and the rest as it is given back. */
    @Override
    public synchronized void close() {
        closed = true;
        idle.forEach(Workplace::close);
        idle.clear();
    }
}
