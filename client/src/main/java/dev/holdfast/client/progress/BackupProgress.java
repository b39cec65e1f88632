package dev.holdfast.client.progress;

import java.util.concurrent.atomic.AtomicLong;

/** How far a backup is; counted by the run, read by anybody at any time. */
public final class BackupProgress {
    private final AtomicLong entries = new AtomicLong();
    private final AtomicLong contentBytes = new AtomicLong();
    private final AtomicLong readBytes = new AtomicLong();
    private final AtomicLong lackedBytes = new AtomicLong();
    private final AtomicLong sentBytes = new AtomicLong();
    private final AtomicLong changedEntries = new AtomicLong();
    private final AtomicLong newEntries = new AtomicLong();
    private final AtomicLong deletedEntries = new AtomicLong();
    private final AtomicLong changing = new AtomicLong();
    private final AtomicLong vanished = new AtomicLong();

    /** Entries met. */
    public long entries() {
        return entries.get();
    }

    /** Bytes of content met, read or not. */
    public long contentBytes() {
        return contentBytes.get();
    }

    /** Bytes of content read, as they were new or had changed. */
    public long readBytes() {
        return readBytes.get();
    }

    /** Bytes that the vault lacked, before they were compressed. */
    public long lackedBytes() {
        return lackedBytes.get();
    }

    /** Bytes of records sent to the vault. */
    public long sentBytes() {
        return sentBytes.get();
    }

    /** Entries that were new or had changed. */
    public long changedEntries() {
        return changedEntries.get();
    }

    /** Those of them that the last snapshot did not have. */
    public long newEntries() {
        return newEntries.get();
    }

    /** Names that the last snapshot had and that are gone; a directory counts once. */
    public long deletedEntries() {
        return deletedEntries.get();
    }

    /** Files that changed while they were read, twice; what was read last is saved. */
    public long changing() {
        return changing.get();
    }

    /** Entries that were gone before they could be read. */
    public long vanished() {
        return vanished.get();
    }

    public void met(long bytes) {
        entries.incrementAndGet();
        contentBytes.addAndGet(bytes);
    }

    /** Something changed that the last snapshot had. */
    public void changed() {
        changedEntries.incrementAndGet();
    }

    /** Something is new. */
    public void added() {
        newEntries.incrementAndGet();
        changedEntries.incrementAndGet();
    }

    public void deleted() {
        deletedEntries.incrementAndGet();
    }

    public void read(long bytes) {
        readBytes.addAndGet(bytes);
    }

    /** An object that the vault lacked, before it was sealed, and its record. */
    public void sent(long plainBytes, long recordBytes) {
        lackedBytes.addAndGet(plainBytes);
        sentBytes.addAndGet(recordBytes);
    }

    public void changedWhileRead() {
        changing.incrementAndGet();
    }

    public void gone() {
        vanished.incrementAndGet();
    }

    /** A run that begins again counts again, but what was sent stays sent. */
    public void restart() {
        entries.set(0);
        contentBytes.set(0);
        readBytes.set(0);
        changedEntries.set(0);
        newEntries.set(0);
        deletedEntries.set(0);
        changing.set(0);
        vanished.set(0);
    }
}
