package dev.holdfast.filesystem.capture;

import dev.holdfast.filesystem.volume.FileSystemIds;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.RawName;
import dev.holdfast.model.tree.FileSystemId;
import dev.holdfast.model.tree.Metadata;
import dev.holdfast.platform.linux.Descriptor;
import dev.holdfast.platform.linux.Errno;
import dev.holdfast.platform.linux.ErrnoException;
import dev.holdfast.platform.linux.FileSystem;
import dev.holdfast.platform.linux.FileType;
import dev.holdfast.platform.linux.Names;
import dev.holdfast.platform.linux.OpenMode;
import dev.holdfast.platform.linux.Stat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * An open directory that is read. Whatever happens to the names above it, it stays this directory:
 * everything below is reached from here, one name at a time, and no path is ever put together. Who
 * walks a tree holds one of these for each level.
 */
public final class SourceDirectory implements AutoCloseable {
    private static final OpenMode DIRECTORY = OpenMode.READ.directory().keepAccessTime();
    private static final OpenMode FILE = OpenMode.READ.nonBlocking().keepAccessTime();

    private final Descriptor directory;
    private final FileStatus status;

    private SourceDirectory(Descriptor directory, FileStatus status) {
        this.directory = directory;
        this.status = status;
    }

    /** The names in a directory, sorted by their bytes, and what no entry can be named in words. */
    public record Listing(List<RawName> names, List<String> unreadable) {
        public Listing {
            names = List.copyOf(names);
            unreadable = List.copyOf(unreadable);
        }
    }

    /** All that an entry carries beside its content, and what of it could not be read, in words. */
    public record Description(Metadata metadata, List<String> unreadable) {
        public Description {
            unreadable = List.copyOf(unreadable);
        }
    }

    /** Whether an entry of a directory lies on the same file system as the directory. */
    public enum Crossing {
        NONE,
        /** Another file system, or another part of this one, is mounted there. */
        MOUNT,
        /** A btrfs subvolume begins there, without a mount. */
        SUBVOLUME
    }

    /** Opens the root directory of this machine. */
    public static Captured<SourceDirectory> root() throws IOException {
        return Captured.attempt(() -> found(Descriptor.root()));
    }

    /** Opens a directory that the user named, following links in its path. */
    public static Captured<SourceDirectory> open(byte[] path) throws IOException {
        OpenMode mode = DIRECTORY.followLinks();
        return Captured.attempt(() -> found(Descriptor.openPath(path, mode)));
    }

    /** Reads a directory that somebody else has open, who may close it before. */
    public static SourceDirectory of(Descriptor directory) throws IOException {
        return opened(directory.reopen(DIRECTORY));
    }

    private static Captured<SourceDirectory> found(Descriptor directory) throws IOException {
        return new Captured.Found<>(opened(directory));
    }

    private static SourceDirectory opened(Descriptor directory) throws IOException {
        try {
            return new SourceDirectory(directory, new FileStatus(Stat.of(directory)));
        } catch (IOException e) {
            directory.close();
            throw e;
        }
    }

    /** What it was when it was opened. */
    public FileStatus status() {
        return status;
    }

    /** All names in it now. */
    public Captured<Listing> list(CaptureBuffers buffers) throws IOException {
        return Captured.attempt(() -> {
            List<RawName> names = new ArrayList<>();
            List<String> unreadable = new ArrayList<>();
            buffers.names().read(directory, (name, type, inode) -> add(name, names, unreadable));
            Collections.sort(names);
            return new Captured.Found<>(new Listing(names, unreadable));
        });
    }

    /** Some file systems of other worlds hold names that are longer than Linux allows. */
    private static void add(byte[] name, List<RawName> names, List<String> unreadable) {
        Bytes bytes = Bytes.copyOf(name);
        if (RawName.isValid(bytes)) {
            names.add(new RawName(bytes));
        } else {
            unreadable.add("cannot save a name of %d bytes: %s".formatted(name.length, bytes));
        }
    }

    /** What an entry is; of a symbolic link itself, of a mount point what is mounted. */
    public Captured<FileStatus> status(RawName name) throws IOException {
        return Captured.attempt(
                () -> new Captured.Found<>(new FileStatus(Stat.of(directory, name.toArray()))));
    }

    /** Opens a directory in this one, if it is still the one that was seen. */
    public Captured<SourceDirectory> enter(RawName name, FileStatus seen) throws IOException {
        return Captured.attempt(() -> {
            SourceDirectory inner = opened(directory.open(name.toArray(), DIRECTORY));
            if (inner.status.isSameFile(seen)) {
                return new Captured.Found<>(inner);
            }
            inner.close();
            return replaced(name);
        });
    }

    /** Opens a regular file in this directory, if it is still the one that was seen. */
    public Captured<SourceFile> openFile(RawName name, FileStatus seen) throws IOException {
        if (seen.type() != FileType.REGULAR) {
            throw new IllegalArgumentException("not a regular file: " + name);
        }
        return Captured.attempt(() -> {
            SourceFile file = SourceFile.open(directory.open(name.toArray(), FILE));
            if (file.status().isSameFile(seen)) {
                return new Captured.Found<>(file);
            }
            file.close();
            return replaced(name);
        });
    }

    /** What a symbolic link points to. */
    public Captured<Bytes> linkTarget(RawName name) throws IOException {
        return Captured.attempt(() -> {
            try {
                byte[] target = Names.readSymlink(directory, name.toArray());
                return new Captured.Found<>(Bytes.copyOf(target));
            } catch (ErrnoException e) {
                if (e.errno() == Errno.EINVAL) {
                    return replaced(name);
                }
                throw e;
            }
        });
    }

    private static <T> Captured<T> replaced(RawName name) {
        return new Captured.Changed<>("%s is another file by now".formatted(name));
    }

    /** Reads all that an entry carries beside its content, if it is still the one that was seen. */
    public Captured<Description> describe(RawName name, FileStatus seen) throws IOException {
        return Captured.attempt(() -> {
            Description description = new Describer(directory, name.toArray()).describe(seen);
            FileStatus now = new FileStatus(Stat.of(directory, name.toArray()));
            return now.isSameFile(seen) ? new Captured.Found<>(description) : replaced(name);
        });
    }

    /** Reads all that this directory itself carries. */
    public Captured<Description> describe() throws IOException {
        return Captured.attempt(
                () -> new Captured.Found<>(new Describer(directory, null).describe(status)));
    }

    /** Whether the way to an entry leads to another file system. */
    public Crossing crossing(FileStatus entry) {
        Stat here = status.stat();
        Stat there = entry.stat();
        boolean mountRoot = (there.attributes() & Stat.ATTRIBUTE_MOUNT_ROOT) != 0;
        boolean sameDevice = there.device().equals(here.device());
        if (mountRoot || there.mountId() != here.mountId()) {
            return Crossing.MOUNT;
        }
        if (sameDevice) {
            return Crossing.NONE;
        }
        // A kernel that tells no mounts cannot tell a subvolume from one.
        return there.mountId() == Stat.MOUNT_ID_UNKNOWN ? Crossing.MOUNT : Crossing.SUBVOLUME;
    }

    /** What the file system that this directory lies on is called for good. */
    public FileSystemId fileSystem(FileSystemIds ids) throws IOException {
        return ids.identify(directory);
    }

    /**
     * Brings what was written to its file system to the disc: a later store to mapped memory then
     * moves the time of change of its file.
     */
    public void sync() throws IOException {
        FileSystem.sync(directory);
    }

    @Override
    public void close() throws IOException {
        directory.close();
    }
}
