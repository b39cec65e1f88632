package dev.holdfast.store.scrub;

import dev.holdfast.model.MalformedException;
import dev.holdfast.platform.durable.DiscFullException;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.store.frame.Featured;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/**
 * A file of a vault that may be lost: what it says can be found out again.
 *
 * @param lengthMax in bytes; a longer file says nothing
 */
record Note<T>(String file, int lengthMax, Featured.Form<T> form) {

    /** Empty if it was never written, or cannot be read. */
    Optional<T> load(Volume volume) throws IOException {
        try {
            return Optional.of(Featured.decode(form, volume.readAll(file, lengthMax)).value());
        } catch (NoSuchFileException | MalformedException none) {
            return Optional.empty();
        }
    }

    /** Durable on return, unless the disc is full. */
    void save(Volume volume, T value) throws IOException {
        try {
            volume.replace(file, Featured.encode(form, value));
        } catch (DiscFullException full) {
            // It is found out again.
        }
    }
}
