package dev.holdfast.platform.durable;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One folder on a file system. Names are relative to it, their parts separated by {@code /}; the
 * empty name is the folder itself. A change is certain to survive a crash only when it was synced:
 * a file's bytes by {@link VolumeFile#sync}, a created, renamed or deleted name by {@link
 * #syncDirectory} of the directory it is in.
 *
 * <p>Safe for several threads and several processes. A missing name is a {@link
 * java.nio.file.NoSuchFileException}, a full disc a {@link DiscFullException}.
 */
public interface Volume {
    /** Direct transfers are aligned to this many bytes. */
    int BLOCK_SIZE = 4096;

    /** Ends the name under which {@link #replace} writes before it renames. */
    String UNFINISHED = ".new";

    /**
     * The real one.
     *
     * @throws IOException unless the folder exists
     */
    static Volume on(Path folder) throws IOException {
        return new FolderVolume(folder.toRealPath());
    }

    /**
     * Creates a file for reading and writing and locks it, so that nobody can {@link #claim} it
     * before it is closed.
     *
     * @throws java.nio.file.FileAlreadyExistsException if the name is taken
     */
    VolumeFile create(String name, Transfer transfer) throws IOException;

    /** Opens a file for reading. Not for a file that this process holds a lock on. */
    VolumeFile open(String name) throws IOException;

    /**
     * Opens an existing file for reading and writing and locks it.
     *
     * @return empty if somebody else, in this process or another, holds its lock
     */
    Optional<VolumeFile> claim(String name) throws IOException;

    /**
     * A file's bytes as read-only memory, which stays valid while it is referred to, even if the
     * file is deleted.
     */
    MemorySegment map(String name) throws IOException;

    /** Whether there is a file or directory of this name. */
    boolean exists(String name) throws IOException;

    /** Gives a file another name, in place of what had that name before. Atomic. */
    void rename(String from, String to) throws IOException;

    /** Deletes a file or an empty directory, if it exists. */
    void delete(String name) throws IOException;

    /** The sorted names in a directory, without its own; none if there is no such directory. */
    List<String> list(String directory) throws IOException;

    /** Makes a directory and those above it where they are missing, durably. */
    void makeDirectory(String name) throws IOException;

    /** Returns when all names created, renamed and deleted in a directory are on the disc. */
    void syncDirectory(String name) throws IOException;

    /** Takes the lock of a name, waiting for it; its file is created if need be and then stays. */
    VolumeLock lock(String name) throws IOException;

    /** Takes the lock of a name unless somebody else has it. */
    Optional<VolumeLock> tryLock(String name) throws IOException;

    /**
     * Returns when everything that was written and deleted on the file system, by anybody, is on
     * the disc: some count room as free only then.
     */
    void syncAll() throws IOException;

    /** How much room there is now. */
    Space space() throws IOException;

    /** Writes the contents of a new file. */
    @FunctionalInterface
    interface Contents {
        void write(VolumeFile file) throws IOException;
    }

    /**
     * Puts a new file in place of what had the name before; after a crash there is the one or the
     * other. Durable on return. Not by two writers of one name at once.
     */
    default void replace(String name, Contents contents) throws IOException {
        String unfinished = name + UNFINISHED;
        delete(unfinished);
        try {
            try (VolumeFile file = create(unfinished, Transfer.PLAIN)) {
                contents.write(file);
                file.sync();
            }
            rename(unfinished, name);
        } catch (IOException failed) {
            discard(unfinished, failed);
            throw failed;
        }
        syncDirectory(directoryOf(name));
    }

    /** The same for a file of these bytes. */
    default void replace(String name, byte[] bytes) throws IOException {
        replace(name, file -> file.write(ByteBuffer.wrap(bytes), 0));
    }

    private void discard(String name, IOException failed) {
        try {
            delete(name);
        } catch (IOException second) {
            failed.addSuppressed(second);
        }
    }

    /** The whole of a small file. */
    default byte[] readAll(String name, int lengthMax) throws IOException {
        try (VolumeFile file = open(name)) {
            long size = file.size();
            if (size > lengthMax) {
                throw new IOException(
                        "cannot read %s: %d bytes are more than %d"
                                .formatted(name, size, lengthMax));
            }
            ByteBuffer bytes = ByteBuffer.allocate((int) size);
            if (file.read(bytes, 0) != size) {
                throw new IOException("cannot read %s: it became shorter".formatted(name));
            }
            return bytes.array();
        }
    }

    /** The name of the directory that a name is in. */
    static String directoryOf(String name) {
        int slash = name.lastIndexOf('/');
        return slash < 0 ? "" : name.substring(0, slash);
    }
}
