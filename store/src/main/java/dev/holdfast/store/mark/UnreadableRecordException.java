package dev.holdfast.store.mark;

import dev.holdfast.store.pack.DamagedRecord;

/** A record that is reached proves to be damaged; when it is quarantined another may serve. */
public final class UnreadableRecordException extends ReclaimStoppedException {
    private static final long serialVersionUID = 1L;

    private final transient DamagedRecord record;

    UnreadableRecordException(DamagedRecord record) {
        super("record %s in pack %s is damaged".formatted(record.id(), record.pack()));
        this.record = record;
    }

    public DamagedRecord record() {
        return record;
    }
}
