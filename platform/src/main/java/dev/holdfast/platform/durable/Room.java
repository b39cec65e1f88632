package dev.holdfast.platform.durable;

import dev.holdfast.platform.linux.Content;
import dev.holdfast.platform.linux.Descriptor;
import dev.holdfast.platform.linux.Errno;
import dev.holdfast.platform.linux.ErrnoException;
import dev.holdfast.platform.linux.FileSystem;
import dev.holdfast.platform.linux.OpenMode;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;

/** Takes and gives back room in ways that Java does not know. */
final class Room {
    private static final Charset NAMES =
            Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

    private Room() {}

    static boolean punch(Path path, long position, long length) throws IOException {
        try (Descriptor file = open(path, OpenMode.WRITE)) {
            Content.punchHole(file, position, length);
            return true;
        } catch (ErrnoException failure) {
            if (failure.errno() == Errno.EOPNOTSUPP || failure.errno() == Errno.ENOSYS) {
                return false;
            }
            throw translated(failure);
        }
    }

    static void reserve(Path path, long length) throws IOException {
        try (Descriptor file = open(path, OpenMode.WRITE)) {
            Content.allocate(file, 0, length);
        } catch (ErrnoException failure) {
            throw translated(failure);
        }
    }

    static void syncAll(Path folder) throws IOException {
        try (Descriptor directory = open(folder, OpenMode.READ.directory())) {
            FileSystem.sync(directory);
        }
    }

    private static Descriptor open(Path path, OpenMode mode) throws ErrnoException {
        return Descriptor.openPath(path.toString().getBytes(NAMES), mode);
    }

    private static IOException translated(ErrnoException failure) {
        boolean full = failure.errno() == Errno.ENOSPC || failure.errno() == Errno.EDQUOT;
        return full ? new DiscFullException(failure.getMessage(), failure) : failure;
    }
}
