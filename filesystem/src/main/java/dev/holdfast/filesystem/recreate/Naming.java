package dev.holdfast.filesystem.recreate;

import dev.holdfast.model.RawName;
import java.io.IOException;

/** How what is being made gets its name; closed without that, nothing of it is left behind. */
interface Naming extends AutoCloseable {
    /** Gives what was made its real name. */
    Recreated<RawName> publish() throws IOException;

    @Override
    void close() throws IOException;
}
