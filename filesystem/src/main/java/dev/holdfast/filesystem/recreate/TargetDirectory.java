package dev.holdfast.filesystem.recreate;

import dev.holdfast.filesystem.capture.FileStatus;
import dev.holdfast.filesystem.capture.SourceDirectory;
import dev.holdfast.filesystem.recreate.AttributeSetter.Newborn;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.RawName;
import dev.holdfast.model.tree.Metadata;
import dev.holdfast.model.tree.Node;
import dev.holdfast.platform.linux.Attributes;
import dev.holdfast.platform.linux.Descriptor;
import dev.holdfast.platform.linux.DirectoryReader;
import dev.holdfast.platform.linux.Errno;
import dev.holdfast.platform.linux.ErrnoException;
import dev.holdfast.platform.linux.FileSystem;
import dev.holdfast.platform.linux.FileType;
import dev.holdfast.platform.linux.Names;
import dev.holdfast.platform.linux.OpenMode;
import dev.holdfast.platform.linux.Stat;
import dev.holdfast.platform.linux.Xattrs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A directory that things are made in, by any number of threads. Everything below it is reached
 * from here, one name at a time; a symbolic link is never followed. Who restores a tree has as many
 * of these as suits, as few of them hold a descriptor, and finishes each after all that is in it.
 */
public final class TargetDirectory implements AutoCloseable {
    private static final OpenMode DIRECTORY = OpenMode.READ.directory();
    private static final int PRIVATE = 0700;
    private static final int PRIVATE_FILE = 0600;
    private static final OpenMode NEW_FILE = OpenMode.READ_WRITE.createNew();
    private static final int SET_ID_BITS = 06000;
    private static final int HINDERING_FLAGS =
            Attributes.FLAG_IMMUTABLE | Attributes.FLAG_APPEND_ONLY;

    /** The same, as a status tells them. */
    private static final long TOLD_HINDERING_FLAGS = 0x10 | 0x20;

    private static final Stat.Device NO_DEVICE = new Stat.Device(0, 0);

    private final Recreation recreation;
    private final Place place;
    private final @Nullable Newborn newborn;
    private final boolean existed;

    /** What a restore begins in. */
    TargetDirectory(Recreation recreation, Place place) {
        this.recreation = recreation;
        this.place = place;
        this.newborn = null;
        this.existed = true;
    }

    private TargetDirectory(Recreation recreation, Place place, Origin origin) {
        this.recreation = recreation;
        this.place = place;
        this.newborn = origin.newborn();
        this.existed = origin.existed();
    }

    /**
     * How a directory came to be.
     *
     * @param newborn who owns it and what is made in it, if nothing else is inherited in it
     */
    private record Origin(boolean existed, @Nullable Newborn newborn) {}

    /** Whether it was there before the restore, with attributes that somebody may want to keep. */
    public boolean existed() {
        return existed;
    }

    /**
     * Makes a directory in this one, or goes on with the one that exists. Other users cannot enter
     * a new one before it is finished. Anything else of that name is replaced or kept.
     */
    public Recreated<TargetDirectory> directory(RawName name) throws IOException {
        return Recreated.attempt(() ->
                place.with(directory -> {
                    boolean found = !make(directory, name);
                    if (found && !isDirectory(directory, name)) {
                        if (!recreation.replaces()) {
                            return new Recreated.Kept<>();
                        }
                        Names.remove(directory, name.toArray());
                        Names.makeDirectory(directory, name.toArray(), PRIVATE);
                        found = false;
                    }
                    return new Recreated.Made<>(enter(directory, name, found));
                }));
    }

    /** Returns whether there was nothing of that name, so that it was made. */
    private static boolean make(Descriptor directory, RawName name) throws ErrnoException {
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

    private static boolean isDirectory(Descriptor directory, RawName name) throws ErrnoException {
        return Stat.of(directory, name.toArray()).type() == FileType.DIRECTORY;
    }

    private TargetDirectory enter(Descriptor directory, RawName name, boolean found)
            throws IOException {
        byte[] bytes = name.toArray();
        Place.Opened opened = Place.Opened.of(directory.open(bytes, DIRECTORY));
        recreation.fileSystems().met(opened);
        Place inner = new Place(recreation.places(), place, bytes, opened);
        Newborn known = found ? null : newborn(opened);
        return new TargetDirectory(recreation, inner, new Origin(found, known));
    }

    /** What is known of all that is made in a new directory; null if something is inherited. */
    private @Nullable Newborn newborn(Place.Opened made) throws ErrnoException {
        Stat stat = made.stat();
        boolean nothingSpecial = (stat.permissions() & SET_ID_BITS) == 0;
        if (nothingSpecial && (newborn != null || Xattrs.names(made.descriptor()).isEmpty())) {
            return new Newborn(stat.owner(), stat.group());
        }
        return null;
    }

    /** Opens a directory that exists; empty if there is none of that name. */
    public Optional<TargetDirectory> existing(RawName name) throws IOException {
        return place.with(directory -> {
            try {
                return Optional.of(enter(directory, name, true));
            } catch (ErrnoException e) {
                return switch (e.errno()) {
                    case Errno.ENOENT, Errno.ENOTDIR, Errno.ELOOP -> Optional.empty();
                    default -> throw e;
                };
            }
        });
    }

    /** All names in it, in order, but for those that no file of Linux can have. */
    public List<RawName> names() throws IOException {
        return place.with(directory -> {
            List<RawName> names = new ArrayList<>();
            new DirectoryReader()
                    .read(
                            directory,
                            (name, type, inode) -> {
                                if (RawName.isValid(Bytes.copyOf(name))) {
                                    names.add(RawName.of(name));
                                }
                            });
            Collections.sort(names);
            return names;
        });
    }

    /** Takes off the flags that keep anything from being made in it, until it is finished. */
    public void loosen() throws IOException {
        place.with(directory -> {
            loosen(directory);
            return directory;
        });
    }

    private static void loosen(Descriptor file) throws ErrnoException {
        if ((Stat.of(file).attributes() & TOLD_HINDERING_FLAGS) != 0) {
            Attributes.setFlags(file, Attributes.flags(file) & ~HINDERING_FLAGS);
        }
    }

    /** Sets what an existing file that is no directory carries, and leaves its content. */
    public Recreated<RawName> attributes(RawName name, Metadata metadata) throws IOException {
        return Recreated.attempt(() ->
                place.with(directory -> {
                    boolean regular = isRegular(directory, name);
                    OpenMode mode = regular ? OpenMode.READ.nonBlocking() : OpenMode.FIND;
                    try (Descriptor file = directory.open(name.toArray(), mode)) {
                        AttributeSetter setter =
                                new AttributeSetter(recreation.shortfalls(), file, metadata);
                        if (regular) {
                            loosen(file);
                        }
                        setter.setAll();
                        if (regular) {
                            setter.setFlags();
                        }
                        return new Recreated.Made<>(name);
                    }
                }));
    }

    /** What is under a name; empty for nothing. */
    public Optional<FileStatus> status(RawName name) throws IOException {
        return place.with(directory -> {
            try {
                return Optional.of(new FileStatus(Stat.of(directory, name.toArray())));
            } catch (ErrnoException e) {
                if (e.errno() == Errno.ENOENT) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    /** Begins a regular file, which appears under its name once it is finished. */
    public Recreated<TargetFile> file(RawName name, Metadata metadata) throws IOException {
        return Recreated.attempt(() -> {
            Optional<TargetFile.Made> first = existed ? Optional.empty() : newFile(name);
            if (first.isEmpty() && isKept(name)) {
                return new Recreated.Kept<>();
            }
            TargetFile target =
                    first.isPresent()
                            ? new TargetFile(recreation, first.get(), metadata, newborn)
                            : new TargetFile(recreation, temporaryFile(name), metadata, null);
            target.prepare();
            return new Recreated.Made<>(target);
        });
    }

    /** Empty if there is something of that name. */
    private Optional<TargetFile.Made> newFile(RawName name) throws IOException {
        return place.with(directory -> {
            try {
                Descriptor file = directory.open(name.toArray(), NEW_FILE);
                return Optional.of(new TargetFile.Made(new FirstName(place, name), file));
            } catch (ErrnoException e) {
                if (e.errno() == Errno.EEXIST) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    private TargetFile.Made temporaryFile(RawName name) throws IOException {
        Publication publication = new Publication(recreation, place, name);
        try {
            Descriptor file =
                    place.with(directory ->
                            publication.make(temporary -> directory.open(temporary, NEW_FILE)));
            return new TargetFile.Made(publication, file);
        } catch (IOException e) {
            publication.close();
            throw e;
        }
    }

    /** Makes a symbolic link, fifo, socket or device. */
    public Recreated<RawName> special(RawName name, Metadata metadata, Node node)
            throws IOException {
        return Recreated.attempt(
                () -> isKept(name) ? new Recreated.Kept<>() : make(name, metadata, node));
    }

    private Recreated<RawName> make(RawName name, Metadata metadata, Node node) throws IOException {
        return place.with(directory -> {
            if (!existed && makeNew(directory, name, node)) {
                return describe(directory, new FirstNode(name, name), metadata, node);
            }
            try (Publication publication = new Publication(recreation, place, name)) {
                byte[] temporary = publication.make(candidate -> make(directory, candidate, node));
                Recreated<RawName> described =
                        describe(
                                directory,
                                new FirstNode(name, RawName.of(temporary)),
                                metadata,
                                node);
                return described instanceof Recreated.Made ? publication.publish() : described;
            }
        });
    }

    private static boolean makeNew(Descriptor directory, RawName name, Node node)
            throws ErrnoException {
        try {
            make(directory, name.toArray(), node);
            return true;
        } catch (ErrnoException e) {
            if (e.errno() == Errno.EEXIST) {
                return false;
            }
            throw e;
        }
    }

    /** A name, and what it is called as yet. */
    private record FirstNode(RawName name, RawName now) {}

    private Recreated<RawName> describe(
            Descriptor directory, FirstNode named, Metadata metadata, Node node)
            throws IOException {
        try (Descriptor made = directory.open(named.now().toArray(), OpenMode.FIND)) {
            // INVARIANT: attributes are set only on what was made here. Who may write to the
            // directory could put another file under the name, even one of root's.
            Stat stat = Stat.of(made);
            if (stat.type() != type(node) || stat.linkCount() != 1) {
                return new Recreated.Refused<>(
                        "cannot create %s: somebody exchanged it meanwhile"
                                .formatted(named.name()));
            }
            AttributeSetter setter = new AttributeSetter(recreation.shortfalls(), made, metadata);
            if (newborn == null) {
                setter.setAll();
            } else {
                setter.setAll(newborn, stat.type());
            }
            return new Recreated.Made<>(named.name());
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

    private static byte[] make(Descriptor directory, byte[] temporary, Node node)
            throws ErrnoException {
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
        return Recreated.attempt(() ->
                place.with(directory ->
                        from.place.with(origin -> {
                            if (isKept(name)) {
                                return new Recreated.Kept<>();
                            }
                            Link link = new Link(origin, made, name);
                            try {
                                return link(link);
                            } catch (ErrnoException e) {
                                if (e.errno() == Errno.EPERM && isRegular(origin, made)) {
                                    return linkWithoutFlags(link);
                                }
                                throw e;
                            }
                        })));
    }

    /** A file that was made in an open directory, and its next name in this one. */
    private record Link(Descriptor from, RawName made, RawName name) {}

    private Recreated<RawName> link(Link link) throws IOException {
        return place.with(directory -> {
            if (!existed && linkNew(directory, link)) {
                return new Recreated.Made<>(link.name());
            }
            try (Publication publication = new Publication(recreation, place, link.name())) {
                publication.make(temporary -> {
                    Names.link(link.from(), link.made().toArray(), directory, temporary);
                    return temporary;
                });
                return publication.publish();
            }
        });
    }

    private static boolean linkNew(Descriptor directory, Link link) throws ErrnoException {
        try {
            Names.link(link.from(), link.made().toArray(), directory, link.name().toArray());
            return true;
        } catch (ErrnoException e) {
            if (e.errno() == Errno.EEXIST) {
                return false;
            }
            throw e;
        }
    }

    /** An immutable file takes no new name: so it is made mutable for a moment. */
    private Recreated<RawName> linkWithoutFlags(Link link) throws IOException {
        OpenMode mode = OpenMode.READ.nonBlocking();
        try (Descriptor file = link.from().open(link.made().toArray(), mode)) {
            int flags = Attributes.flags(file);
            Attributes.setFlags(file, flags & ~HINDERING_FLAGS);
            try {
                return link(link);
            } finally {
                Attributes.setFlags(file, flags);
            }
        }
    }

    private static boolean isRegular(Descriptor directory, RawName name) throws ErrnoException {
        return Stat.of(directory, name.toArray()).type() == FileType.REGULAR;
    }

    private boolean isKept(RawName name) throws IOException {
        return !recreation.replaces() && status(name).isPresent();
    }

    /** Removes a file, or a directory with all that is in it, but nothing that is mounted there. */
    public Recreated<RawName> remove(RawName name) throws IOException {
        return Recreated.attempt(() ->
                place.with(directory -> {
                    new Removal().remove(directory, name.toArray());
                    return new Recreated.Made<>(name);
                }));
    }

    /** The same directory for reading, to compare what exists; to be closed by the caller. */
    public SourceDirectory look() throws IOException {
        return place.with(SourceDirectory::of);
    }

    /** Sets what this directory itself carries, after all that is in it was made. */
    public void finish(Metadata metadata) throws IOException {
        place.with(directory -> {
            AttributeSetter setter =
                    new AttributeSetter(recreation.shortfalls(), directory, metadata);
            setter.setEarlyFlags();
            if (newborn == null) {
                setter.setAll();
            } else {
                setter.setAll(newborn, FileType.DIRECTORY);
            }
            setter.setFlags();
            return directory;
        });
    }

    /** How much room its file system has. */
    public FileSystem room() throws IOException {
        return place.with(FileSystem::of);
    }

    /** What is the same for all directories of a file system, and of no other. */
    public Stat.Device device() {
        return place.device();
    }

    /**
     * Returns when all that was made in this directory and below is on the disc, on whatever file
     * systems. To be called once nothing else is being made.
     *
     * @throws IOException also if something that was written before could not be brought there
     */
    public void sync() throws IOException {
        recreation.fileSystems().sync();
    }

    @Override
    public void close() throws IOException {
        place.close();
        if (place.parent() == null) {
            recreation.fileSystems().close();
        }
    }
}
