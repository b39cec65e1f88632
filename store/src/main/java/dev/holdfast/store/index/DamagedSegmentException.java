package dev.holdfast.store.index;

import dev.holdfast.model.MalformedException;

/** A segment is not what was written: it has to be made again from its packs. */
public final class DamagedSegmentException extends MalformedException {
    private static final long serialVersionUID = 1L;

    private final String name;

    DamagedSegmentException(String name, String why) {
        super("index segment %s is damaged: %s".formatted(name, why));
        this.name = name;
    }

    /** The segment's file within the index. */
    String name() {
        return name;
    }
}
