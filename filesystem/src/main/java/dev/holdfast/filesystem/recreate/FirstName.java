package dev.holdfast.filesystem.recreate;

import dev.holdfast.model.RawName;
import dev.holdfast.platform.linux.Errno;
import dev.holdfast.platform.linux.ErrnoException;
import dev.holdfast.platform.linux.Names;
import java.io.IOException;

/**
 * The real name from the beginning, in a directory that was made by this restore and that nobody
 * else can enter yet: what is half there is seen by nobody.
 */
final class FirstName implements Naming {
    private final Place place;
    private final RawName name;
    private boolean published;

    /** Something was made under the name, and must not stay unless it is published. */
    FirstName(Place place, RawName name) {
        this.place = place;
        this.name = name;
    }

    @Override
    public Recreated<RawName> publish() {
        published = true;
        return new Recreated.Made<>(name);
    }

    @Override
    public void close() throws IOException {
        if (published) {
            return;
        }
        published = true;
        try {
            place.with(directory -> {
                Names.remove(directory, name.toArray());
                return name;
            });
        } catch (ErrnoException e) {
            if (e.errno() != Errno.ENOENT) {
                throw e;
            }
        }
    }
}
