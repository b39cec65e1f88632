package dev.holdfast.filesystem.capture;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.tree.Xattr;
import dev.holdfast.platform.linux.Attributes;
import dev.holdfast.platform.linux.Descriptor;
import dev.holdfast.platform.linux.Errno;
import dev.holdfast.platform.linux.ErrnoException;
import dev.holdfast.platform.linux.FileSystem;
import dev.holdfast.platform.linux.FileType;
import dev.holdfast.platform.linux.OpenMode;
import dev.holdfast.platform.linux.Xattrs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads extended attributes and inode flags of one entry, or of the directory itself. An attribute
 * that cannot be read does not keep the others from being saved.
 */
final class Describer {
    /** How XFS keeps ACLs, which it shows as attributes of their own, too. */
    private static final Set<Bytes> SHOWN_TWICE =
            Set.of(Bytes.utf8("trusted.SGI_ACL_FILE"), Bytes.utf8("trusted.SGI_ACL_DEFAULT"));

    private final Descriptor directory;
    private final byte @Nullable [] entry;
    private final List<String> unreadable = new ArrayList<>();

    /** The entry is null for the directory itself. */
    Describer(Descriptor directory, byte @Nullable [] entry) {
        this.directory = directory;
        this.entry = entry;
    }

    SourceDirectory.Description describe(FileStatus seen) throws ErrnoException {
        List<Xattr> xattrs = xattrs();
        long flags = seen.toldFlags() | untoldFlags(seen.type());
        return new SourceDirectory.Description(seen.metadata(flags, xattrs), unreadable);
    }

    private List<Xattr> xattrs() throws ErrnoException {
        List<Xattr> xattrs = new ArrayList<>();
        for (byte[] name : names()) {
            try {
                byte[] value = SHOWN_TWICE.contains(Bytes.copyOf(name)) ? null : value(name);
                if (value != null) {
                    xattrs.add(new Xattr(Bytes.copyOf(name), Bytes.copyOf(value)));
                }
            } catch (ErrnoException e) {
                rethrowIfVanished(e);
                unreadable.add(e.getMessage());
            }
        }
        xattrs.sort(Comparator.comparing(Xattr::name));
        return xattrs;
    }

    private List<byte[]> names() throws ErrnoException {
        try {
            return entry == null ? Xattrs.names(directory) : Xattrs.names(directory, entry);
        } catch (ErrnoException e) {
            rethrowIfVanished(e);
            unreadable.add(e.getMessage());
            return List.of();
        }
    }

    private byte @Nullable [] value(byte[] name) throws ErrnoException {
        return entry == null ? Xattrs.value(directory, name) : Xattrs.value(directory, entry, name);
    }

    private static void rethrowIfVanished(ErrnoException e) throws ErrnoException {
        if (e.errno() == Errno.ENOENT || e.errno() == Errno.ESTALE) {
            throw e;
        }
    }

    /**
     * Whether a file is exempt from copy-on-write is told only by opening it, and only on btrfs.
     */
    private long untoldFlags(FileType type) {
        boolean carriesFlags = type == FileType.REGULAR || type == FileType.DIRECTORY;
        try {
            if (!carriesFlags || FileSystem.of(directory).type() != FileSystem.TYPE_BTRFS) {
                return 0;
            }
            if (entry == null) {
                return Attributes.flags(directory) & Attributes.FLAG_NO_COPY_ON_WRITE;
            }
            OpenMode mode = OpenMode.READ.nonBlocking().keepAccessTime();
            try (Descriptor file = directory.open(entry, mode)) {
                return Attributes.flags(file) & Attributes.FLAG_NO_COPY_ON_WRITE;
            }
        } catch (ErrnoException e) {
            unreadable.add(e.getMessage());
            return 0;
        }
    }
}
