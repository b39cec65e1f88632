package dev.holdfast.client.restore;

import java.util.concurrent.atomic.AtomicLong;

/** How far a restore is; counted by the run, read by anybody at any time. */
public final class RestoreProgress {
    private final AtomicLong entries = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong unchanged = new AtomicLong();
    private final AtomicLong deleted = new AtomicLong();
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

    /** Entries that were right already, or were to be kept. */
    public long unchanged() {
        return unchanged.get();
    }

    /** Names that were deleted, each with all below it. */
    public long deleted() {
        return deleted.get();
    }

    /** Entries that could not be made again. */
    public long failed() {
        return failed.get();
    }

    /** How many of those because the vault is damaged. */
    public long damaged() {
        return damaged.get();
    }

    /** Whether nothing at all was met. */
    public boolean isIdle() {
        return entries() + unchanged() + failed() == 0;
    }

    void leftAlone() {
        unchanged.incrementAndGet();
    }

    void deletedOne() {
        deleted.incrementAndGet();
    }

    void made() {
        entries.incrementAndGet();
    }

    void wrote(long count) {
        bytes.addAndGet(count);
    }

    void foundDamage() {
        damaged.incrementAndGet();
    }

    void missed() {
        failed.incrementAndGet();
    }
}
