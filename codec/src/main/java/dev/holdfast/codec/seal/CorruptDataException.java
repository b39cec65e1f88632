package dev.holdfast.codec.seal;

import dev.holdfast.model.ObjectId;
import java.io.IOException;

/** A record is whole, and yet is not the object that it says it is, or cannot be proven to be. */
public class CorruptDataException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient ObjectId object;

    CorruptDataException(ObjectId object, String wrong) {
        super("cannot open object %s: %s".formatted(object, wrong));
        this.object = object;
    }

    public ObjectId object() {
        return object;
    }
}
