package dev.holdfast.filesystem.recreate;

import dev.holdfast.platform.linux.Descriptor;
import dev.holdfast.platform.linux.Stat;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A directory of the target that can be reached at any time, whether it is open at the moment or
 * not: by its way from the place above, and only if it is still the same directory.
 */
final class Place {
    private final OpenPlaces places;
    private final @Nullable Place parent;
    private final byte[] name;
    private final Stat.Device device;
    private final long inode;

    // Guarded by the open places.
    @Nullable Descriptor descriptor;
    int users;

    /** Takes over a directory that was just opened. */
    Place(OpenPlaces places, @Nullable Place parent, byte[] name, Opened opened) {
        this.places = places;
        this.parent = parent;
        this.name = name;
        this.device = opened.stat().device();
        this.inode = opened.stat().inode();
        this.descriptor = opened.descriptor();
    }

    /** An open directory and what it is. */
    record Opened(Descriptor descriptor, Stat stat) {
        static Opened of(Descriptor descriptor) throws IOException {
            try {
                return new Opened(descriptor, Stat.of(descriptor));
            } catch (IOException e) {
                descriptor.close();
                throw e;
            }
        }
    }

    /** Something done in the open directory. */
    interface Use<T> {
        T in(Descriptor directory) throws IOException;
    }

    /** Does something in the directory, which stays open as long. */
    <T> T with(Use<T> use) throws IOException {
        Descriptor directory = take();
        try {
            return use.in(directory);
        } finally {
            giveBack();
        }
    }

    /** Opens it if need be. To be given back. */
    Descriptor take() throws IOException {
        return places.take(this);
    }

    void giveBack() throws IOException {
        places.giveBack(this);
    }

    /** Closes it for good. */
    void close() throws IOException {
        places.close(this);
    }

    @Nullable Place parent() {
        return parent;
    }

    byte[] name() {
        return name;
    }

    Stat.Device device() {
        return device;
    }

    boolean is(Stat stat) {
        return stat.inode() == inode && stat.device().equals(device);
    }
}
