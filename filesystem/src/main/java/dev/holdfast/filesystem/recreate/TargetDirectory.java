package dev.holdfast.filesystem.recreate;

import dev.holdfast.filesystem.capture.SourceDirectory;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.RawName;
import dev.holdfast.model.tree.Metadata;
import dev.holdfast.model.tree.Node;
import dev.holdfast.platform.linux.Attributes;
import dev.holdfast.platform.linux.Descriptor;
import dev.holdfast.platform.linux.Errno;
import dev.holdfast.platform.linux.ErrnoException;
import dev.holdfast.platform.linux.FileSystem;
import dev.holdfast.platform.linux.FileType;
import dev.holdfast.platform.linux.Names;
import dev.holdfast.platform.linux.OpenMode;
import dev.holdfast.platform.linux.Stat;
import java.io.IOException;

/**
 * An open directory that things are made in. Everything below it is reached from here, one name at
 * a time; a symbolic link is never followed. Who restores a tree holds one of these for each level,
 * and finishes each after all that is in it.
 */
public final class TargetDirectory implements AutoCloseable {
    private static final OpenMode DIRECTORY = OpenMode.READ.directory();
    private static final int PRIVATE = 0700;
    private static final int PRIVATE_FILE = 0600;
    private static final int HINDERING_FLAGS =
            Attributes.FLAG_IMMUTABLE | Attributes.FLAG_APPEND_ONLY;
    private static final Stat.Device NO_DEVICE = new Stat.Device(0, 0);

    private final Recreation recreation;
    private final Descriptor directory;
    private final boolean existed;

    TargetDirectory(Recreation recreation, Descriptor directory, boolean existed) {
        this.recreation = recreation;
        this.directory = directory;
        this.existed = existed;
    }

    /** Whether it was there before the restore, with attributes that somebody may want to keep. */
    public boolean existed() {
        return existed;
    }

    /**
     * Makes a directory in this one, or goes on with the one that exists. Other users cannot enter
     * a new one before it is finished. Anything else of that name is replaced or kept.
     */
    public Recreated<TargetDirectory> directory(RawName name) throws IOException {
        return Recreated.attempt(() -> {
            boolean found = !make(name);
            if (found && !isDirectory(name)) {
                if (!recreation.replaces()) {
                    return new Recreated.Kept<>();
                }
                Names.remove(directory, name.toArray());
                Names.makeDirectory(directory, name.toArray(), PRIVATE);
                found = false;
            }
            Descriptor inner = directory.open(name.toArray(), DIRECTORY);
            return new Recreated.Made<>(new TargetDirectory(recreation, inner, found));
        });
    }

    /** Returns whether there was nothing of that name, so that it was made. */
    private boolean make(RawName name) throws ErrnoException {
        try {
            Names.makeDirectory(directory, name.toArray(), PRIVATE);
            return true;
        } catch (ErrnoException e) {
            if (e.errno() == Errno.EEXIST) {
                return false;
            }
            throw e;
        }
    }

    private boolean isDirectory(RawName name) throws ErrnoException {
        return Stat.of(directory, name.toArray()).type() == FileType.DIRECTORY;
    }

    /** Begins a regular file, which appears under its name once it is finished. */
    public Recreated<TargetFile> file(RawName name, Metadata metadata) throws IOException {
        return Recreated.attempt(() -> {
            if (isKept(name)) {
                return new Recreated.Kept<>();
            }
            Publication publication = new Publication(recreation, directory, name);
            OpenMode mode = OpenMode.READ_WRITE.createNew();
            Descriptor file = publication.make(temporary -> directory.open(temporary, mode));
            TargetFile target = new TargetFile(recreation, publication, file, metadata);
            target.prepare();
            return new Recreated.Made<>(target);
        });
    }

    /** Makes a symbolic link, fifo, socket or device. */
    public Recreated<RawName> special(RawName name, Metadata metadata, Node node)
            throws IOException {
        return Recreated.attempt(
                () -> isKept(name) ? new Recreated.Kept<>() : make(name, metadata, node));
    }

    private Recreated<RawName> make(RawName name, Metadata metadata, Node node) throws IOException {
        try (Publication publication = new Publication(recreation, directory, name)) {
            byte[] temporary = publication.make(candidate -> make(candidate, node));
            try (Descriptor made = directory.open(temporary, OpenMode.FIND)) {
                // INVARIANT: attributes are set only on what was made here. Who may write to the
                // directory could put another file under the name, even one of root's.
                Stat stat = Stat.of(made);
                if (stat.type() != type(node) || stat.linkCount() != 1) {
                    return new Recreated.Refused<>(
                            "cannot create %s: somebody exchanged it meanwhile".formatted(name));
                }
                new AttributeSetter(recreation.shortfalls(), made, metadata).setAll();
                return publication.publish();
            }
        }
    }

    private static FileType type(Node node) {
        return switch (node) {
            case Node.SymbolicLink link -> FileType.SYMLINK;
            case Node.Fifo fifo -> FileType.FIFO;
            case Node.Socket socket -> FileType.SOCKET;
            case Node.Device device ->
                    device.type() == Node.DeviceType.BLOCK
                            ? FileType.BLOCK_DEVICE
                            : FileType.CHARACTER_DEVICE;
            case Node.RegularFile file -> throw new IllegalArgumentException("a regular file");
            case Node.Directory inner -> throw new IllegalArgumentException("a directory");
        };
    }

    private byte[] make(byte[] temporary, Node node) throws ErrnoException {
        if (node instanceof Node.SymbolicLink(Bytes target)) {
            Names.makeSymlink(directory, temporary, target.toArray());
        } else {
            Stat.Device device =
                    node instanceof Node.Device(Node.DeviceType kind, long major, long minor)
                            ? new Stat.Device((int) major, (int) minor)
                            : NO_DEVICE;
            int mode = type(node).modeBits() | PRIVATE_FILE;
            Names.makeNode(directory, temporary, mode, device);
        }
        return temporary;
    }

    /** Gives a file that was made one more name. */
    public Recreated<RawName> link(RawName name, TargetDirectory from, RawName made)
            throws IOException {
        return Recreated.attempt(() -> {
            if (isKept(name)) {
                return new Recreated.Kept<>();
            }
            try {
                return linkOnce(name, from, made);
            } catch (ErrnoException e) {
                if (e.errno() == Errno.EPERM && from.isRegular(made)) {
                    return linkWithoutFlags(name, from, made);
                }
                throw e;
            }
        });
    }

    private Recreated<RawName> linkOnce(RawName name, TargetDirectory from, RawName made)
            throws IOException {
        try (Publication publication = new Publication(recreation, directory, name)) {
            publication.make(temporary -> {
                Names.link(from.directory, made.toArray(), directory, temporary);
                return temporary;
            });
            return publication.publish();
        }
    }

    /** An immutable file takes no new name: so it is made mutable for a moment. */
    private Recreated<RawName> linkWithoutFlags(RawName name, TargetDirectory from, RawName made)
            throws IOException {
        OpenMode mode = OpenMode.READ.nonBlocking();
        try (Descriptor file = from.directory.open(made.toArray(), mode)) {
            int flags = Attributes.flags(file);
            Attributes.setFlags(file, flags & ~HINDERING_FLAGS);
            try {
                return linkOnce(name, from, made);
            } finally {
                Attributes.setFlags(file, flags);
            }
        }
    }

    private boolean isRegular(RawName name) throws ErrnoException {
        return Stat.of(directory, name.toArray()).type() == FileType.REGULAR;
    }

    private boolean isKept(RawName name) throws ErrnoException {
        if (recreation.replaces()) {
            return false;
        }
        try {
            Stat.of(directory, name.toArray());
            return true;
        } catch (ErrnoException e) {
            if (e.errno() == Errno.ENOENT) {
                return false;
            }
            throw e;
        }
    }

    /** Removes a file, or a directory with all that is in it, but nothing that is mounted there. */
    public Recreated<RawName> remove(RawName name) throws IOException {
        return Recreated.attempt(() -> {
            new Removal().remove(directory, name.toArray());
            return new Recreated.Made<>(name);
        });
    }

    /** The same directory for reading, to compare what exists; to be closed by the caller. */
    public SourceDirectory look() throws IOException {
        return SourceDirectory.of(directory);
    }

    /** Sets what this directory itself carries, after all that is in it was made. */
    public void finish(Metadata metadata) throws IOException {
        AttributeSetter setter = new AttributeSetter(recreation.shortfalls(), directory, metadata);
        setter.setEarlyFlags();
        setter.setAll();
        setter.setFlags();
    }

    /** Returns when all that was made on this file system is on stable storage. */
    public void sync() throws IOException {
        FileSystem.sync(directory);
    }

    @Override
    public void close() throws IOException {
        directory.close();
    }
}
