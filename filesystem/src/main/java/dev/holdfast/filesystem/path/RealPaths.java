package dev.holdfast.filesystem.path;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.Printable;
import dev.holdfast.model.RawName;
import dev.holdfast.model.RawPath;
import dev.holdfast.platform.linux.Descriptor;
import dev.holdfast.platform.linux.ErrnoException;
import dev.holdfast.platform.linux.Names;
import dev.holdfast.platform.linux.OpenMode;
import dev.holdfast.platform.linux.Stat;
import java.io.IOException;

/** Finds the path without links of a file that somebody named. */
public final class RealPaths {
    private static final OpenMode FOLDER = OpenMode.FIND.directory().followLinks();

    private RealPaths() {}

    /**
     * Follows the links of a path, except one that is its last name: {@code link} is the link, and
     * {@code link/} what it leads to.
     *
     * @param path relative ones begin at the working directory
     * @throws IOException if there is no such file
     */
    public static RawPath of(byte[] path) throws IOException {
        try {
            return resolve(path);
        } catch (ErrnoException failure) {
            throw new IOException(
                    "cannot find %s: %s".formatted(Printable.of(path), failure.getMessage()),
                    failure);
        }
    }

    private static RawPath resolve(byte[] path) throws IOException {
        int slash = lastSlash(path);
        Bytes last = Bytes.copyOf(path, slash + 1, path.length);
        if (!RawName.isValid(last)) {
            return folder(path);
        }
        byte[] parent = slash < 0 ? new byte[] {'.'} : Bytes.copyOf(path, 0, slash + 1).toArray();
        try (Descriptor folder = Descriptor.openPath(parent, FOLDER)) {
            Stat.of(folder, last.toArray());
            return RawPath.of(Names.pathOf(folder)).resolve(new RawName(last));
        }
    }

    private static RawPath folder(byte[] path) throws IOException {
        try (Descriptor folder = Descriptor.openPath(path, FOLDER)) {
            return RawPath.of(Names.pathOf(folder));
        }
    }

    private static int lastSlash(byte[] path) {
        for (int i = path.length - 1; i >= 0; i--) {
            if (path[i] == '/') {
                return i;
            }
        }
        return -1;
    }
}
