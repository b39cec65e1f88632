package dev.holdfast.client.restore;

import java.util.concurrent.atomic.AtomicLong;

/** How far a restore is; counted by the run, read by anybody at any time. */
public final class RestoreProgress {
    private final AtomicLong entries = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong damaged = new AtomicLong();

    /** Entries made again. */
    public long entries() {
        return entries.get();
    }

    /** Bytes of content written. */
    public long bytes() {
        return bytes.get();
    }

    /** Entries that could not be made again. */
    public long failed() {
        return failed.get();
    }

    /** How many of them because the vault is damaged, or not what it was. */
    public long damaged() {
        return damaged.get();
    }

    void made() {
        entries.incrementAndGet();
    }

    void wrote(long count) {
        bytes.addAndGet(count);
    }

    void missed() {
        failed.incrementAndGet();
    }

    void lost() {
        damaged.incrementAndGet();
    }
}
