package dev.holdfast.client.identity;

import dev.holdfast.platform.durable.Transfer;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.platform.durable.VolumeFile;
import dev.holdfast.platform.durable.VolumeLock;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Small files that only their owner may read, and that are there whole or not at all. */
final class PrivateFile {
    /** Far more than anything kept here needs; bounds what a wrong file can make us read. */
    static final int SIZE_MAX = 256 << 10;

    private static final Set<PosixFilePermission> OWNERS =
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
        permissions.removeAll(OWNERS);
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
        Volume.privateOn(folder).replace(nameOf(file), bytes);
    }

    /**
     * Writes a file that must not be there yet.
     *
     * @throws FileAlreadyExistsException when it is
     */
    static void create(Path file, byte[] bytes) throws IOException {
        Volume volume = Volume.privateOn(folderOf(file));
        try (VolumeFile created = volume.create(nameOf(file), Transfer.PLAIN)) {
            created.write(ByteBuffer.wrap(bytes), 0);
            created.sync();
        }
        volume.syncDirectory("");
    }

    static void remove(Path file) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            Volume volume = Volume.privateOn(folderOf(file));
            volume.delete(nameOf(file));
            volume.syncDirectory("");
        }
    }

    /** Makes the folder, readable by its owner only, and those above it that are missing. */
    static void makeFolders(Path folder) throws IOException {
        Path there = folder.toAbsolutePath();
        while (!Files.isDirectory(there)) {
            there = folderOf(there);
        }
        String missing = there.relativize(folder.toAbsolutePath()).toString();
        Volume.privateOn(there).makeDirectory(missing);
    }

    /**
     * Locks a file, which is made if need be and then stays, until the lock is closed or the
     * process ends.
     *
     * @param work what is done by who holds it, for people
     * @throws IOException when somebody else holds the lock
     */
    static Closeable lock(Path file, String work) throws IOException {
        VolumeLock held =
                Volume.privateOn(folderOf(file))
                        .tryLock(nameOf(file))
                        .orElseThrow(() -> new IOException(heldByOther(file, work)));
        return held::close;
    }

    private static String heldByOther(Path file, String work) {
        return "another %s is under way (it holds %s)".formatted(work, file);
    }

    private static String nameOf(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static Path folderOf(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IllegalArgumentException("no folder holds " + file);
        }
        return folder;
    }
}
