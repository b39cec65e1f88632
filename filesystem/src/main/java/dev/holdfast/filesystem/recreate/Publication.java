package dev.holdfast.filesystem.recreate;

import static java.util.Objects.requireNonNull;

import dev.holdfast.model.RawName;
import dev.holdfast.platform.linux.Descriptor;
import dev.holdfast.platform.linux.Errno;
import dev.holdfast.platform.linux.ErrnoException;
import dev.holdfast.platform.linux.Names;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A temporary name in a directory, which becomes the real one, or is removed. */
final class Publication implements Naming {
    private final Recreation recreation;
    private final Place place;
    private final Descriptor directory;
    private final RawName name;
    private byte @Nullable [] temporary;

    /** The directory stays open until this is closed. */
    Publication(Recreation recreation, Place place, RawName name) throws IOException {
        this.recreation = recreation;
        this.place = place;
        this.directory = place.take();
        this.name = name;
    }

    /** Makes something under a temporary name, or fails with EEXIST if there is such a name. */
    interface Maker<T> {
        T make(byte[] temporary) throws IOException;
    }

    /**
     * Lets the maker use the first temporary name that is free; from then on it is removed here.
     */
    <T> T make(Maker<T> maker) throws IOException {
        while (true) {
            byte[] candidate = recreation.temporaryName();
            try {
                T made = maker.make(candidate);
                temporary = candidate;
                return made;
            } catch (ErrnoException e) {
                if (e.errno() != Errno.EEXIST) {
                    throw e;
                }
            }
        }
    }

    @Override
    public Recreated<RawName> publish() throws IOException {
        byte[] from = requireNonNull(temporary, "nothing was made");
        try {
            if (recreation.replaces()) {
                Names.rename(directory, from, directory, name.toArray());
            } else {
                publishNew(from);
            }
            return new Recreated.Made<>(name);
        } catch (ErrnoException e) {
            if (e.errno() == Errno.EEXIST && !recreation.replaces()) {
                return new Recreated.Kept<>();
            }
            throw e;
        }
    }

    private void publishNew(byte[] from) throws ErrnoException {
        try {
            Names.renameNew(directory, from, directory, name.toArray());
        } catch (ErrnoException e) {
            if (e.errno() != Errno.EINVAL && e.errno() != Errno.ENOSYS) {
                throw e;
            }
            // Not every file system can refuse by itself: a link is as good, and refuses.
            Names.link(directory, from, directory, name.toArray());
        }
    }

    /**
     * Removes the temporary name if it is still there: because nothing was published, or because
     * the kernel does nothing when a name is renamed to another of the same file.
     */
    @Override
    public void close() throws IOException {
        byte[] left = temporary;
        temporary = null;
        try {
            if (left != null) {
                Names.remove(directory, left);
            }
        } catch (ErrnoException e) {
            if (e.errno() != Errno.ENOENT) {
                throw e;
            }
        } finally {
            place.giveBack();
        }
    }
}
