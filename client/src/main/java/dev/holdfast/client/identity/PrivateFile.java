package dev.holdfast.client.identity;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Small files that only their owner may read, and that are there whole or not at all: written under
 * another name, synced, renamed, their folder synced.
 */
final class PrivateFile {
    /** Far more than anything kept here needs; bounds what a wrong file can make us read. */
    static final int SIZE_MAX = 256 << 10;

    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_FOLDER =
            PosixFilePermissions.fromString("rwx------");

    private PrivateFile() {}

    /**
     * The bytes of a file, or nothing when it is absent.
     *
     * @throws IOException also when it is longer than {@link #SIZE_MAX}
     */
    static Optional<byte[]> read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() > SIZE_MAX) {
                throw new IOException(
                        "cannot read %s: longer than %d bytes".formatted(file, SIZE_MAX));
            }
            ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // Until it is full, or the file was cut short meanwhile.
            }
            byte[] read = new byte[bytes.flip().remaining()];
            bytes.get(read);
            return Optional.of(read);
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
    }

    /**
     * Like {@link #read}, for a secret.
     *
     * @throws IOException also when others can read it or write to it
     */
    static Optional<byte[]> readSecret(Path file) throws IOException {
        Set<PosixFilePermission> permissions;
        try {
            permissions = EnumSet.copyOf(Files.getPosixFilePermissions(file));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
        String shown = PosixFilePermissions.toString(permissions);
        permissions.removeAll(OWNER_FOLDER);
        if (!permissions.isEmpty()) {
            throw new IOException(
                    ("cannot use %s: it is secret, and its permissions %s let others at it;"
                                    + " once you"
                                    + " know that nobody has read it, run chmod 600 %s")
                            .formatted(file, shown, file));
        }
        return read(file);
    }

    /** Puts the bytes into the place of what the file had, if anything. Makes missing folders. */
    static void replace(Path file, byte[] bytes) throws IOException {
        Path folder = folderOf(file);
        makeFolders(folder);
        Path fresh = folder.resolve("." + file.getFileName() + ".new");
        // Left behind by a run that was interrupted; never read.
        Files.deleteIfExists(fresh);
        writeNew(fresh, bytes);
        Files.move(
                fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncFolder(folder);
    }

    /**
     * Writes a file that must not be there yet.
     *
     * @throws FileAlreadyExistsException when it is
     */
    static void create(Path file, byte[] bytes) throws IOException {
        writeNew(file, bytes);
        syncFolder(folderOf(file));
    }

    static void remove(Path file) throws IOException {
        if (Files.deleteIfExists(file)) {
            syncFolder(folderOf(file));
        }
    }

    /** Makes the folder, readable by its owner only, and those above it that are missing. */
    static void makeFolders(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path above = folderOf(folder);
        makeFolders(above);
        try {
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_FOLDER));
        } catch (FileAlreadyExistsException other) {
            // Another run has just made it; anything but a folder fails at the next step.
        }
        syncFolder(above);
    }

    /**
     * Locks a file, which is made if need be and then stays, until the lock is closed or the
     * process ends.
     *
     * @param work what is done by who holds it, for people
     * @throws IOException when somebody else holds the lock
     */
    static Closeable lock(Path file, String work) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        file,
                        EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException heldByUs) {
            channel.close();
            throw new IOException(heldByOther(file, work), heldByUs);
        } catch (IOException failed) {
            channel.close();
            throw failed;
        }
        channel.close();
        throw new IOException(heldByOther(file, work));
    }

    private static String heldByOther(Path file, String work) {
        return "another %s is under way (it holds %s)".formatted(work, file);
    }

    private static void writeNew(Path file, byte[] bytes) throws IOException {
        FileAttribute<?> permissions = PosixFilePermissions.asFileAttribute(OWNER_ONLY);
        Set<StandardOpenOption> options =
                EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(file, options, permissions)) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }

    private static void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static Path folderOf(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IllegalArgumentException("no folder holds " + file);
        }
        return folder;
    }
}
