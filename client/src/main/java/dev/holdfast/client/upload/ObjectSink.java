package dev.holdfast.client.upload;

import dev.holdfast.model.ObjectId;
import dev.holdfast.model.object.PlainObject;
import java.io.IOException;

/** Where finished objects go. */
@FunctionalInterface
public interface ObjectSink {
    /**
     * Names an object and takes it over; it is on its way to the vault when this returns, and there
     * before the next checkpoint or commit succeeds. Blocks while too much is on its way.
     */
    ObjectId submit(PlainObject object) throws IOException;
}
