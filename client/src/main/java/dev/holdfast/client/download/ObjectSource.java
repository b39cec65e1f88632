package dev.holdfast.client.download;

import dev.holdfast.model.ObjectId;
import dev.holdfast.model.object.PlainObject;
import java.io.IOException;
import java.util.Collection;

/** Where objects come from, opened and proven. */
public interface ObjectSource {
    /**
     * @throws MissingObjectsException if the vault does not have it
     * @throws dev.holdfast.codec.seal.CorruptDataException if what came is not what the id says
     */
    PlainObject read(ObjectId id) throws IOException;

    /** Hears what will soon be read; what is missing is noticed when it is read. */
    default void prefetch(Collection<ObjectId> ids) throws IOException {}
}
