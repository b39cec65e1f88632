package dev.holdfast.client.present;

import dev.holdfast.filesystem.capture.Captured;
import dev.holdfast.filesystem.capture.FileStatus;
import dev.holdfast.filesystem.capture.SourceDirectory;
import dev.holdfast.filesystem.recreate.TargetDirectory;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.RawName;
import dev.holdfast.model.tree.Content;
import dev.holdfast.model.tree.Metadata;
import dev.holdfast.model.tree.Node;
import dev.holdfast.model.tree.Xattr;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What has a name in the target already.
 *
 * @param node of a regular file the size counts, and nothing of the content is known
 */
public record Found(Metadata metadata, Node node) {
    private static final byte[] USER_NAMESPACE = "user.".getBytes(StandardCharsets.US_ASCII);
    private static final Set<Bytes> ACLS =
            Set.of(Bytes.utf8("system.posix_acl_access"), Bytes.utf8("system.posix_acl_default"));

    /** What has a name in a directory; empty for nothing. */
    public static Optional<Found> in(TargetDirectory target, RawName name) throws IOException {
        Optional<FileStatus> seen = target.status(name);
        if (seen.isEmpty()) {
            return Optional.empty();
        }
        try (SourceDirectory directory = target.look()) {
            return Optional.of(
                    new Found(
                            metadataOf(directory, name, seen.get()),
                            nodeOf(directory, name, seen.get())));
        }
    }

    /** What cannot be described differs from all that is wanted. */
    private static Metadata metadataOf(SourceDirectory directory, RawName name, FileStatus seen)
            throws IOException {
        return directory.describe(name, seen)
                        instanceof Captured.Found<SourceDirectory.Description>(var description)
                ? description.metadata()
                : new Metadata(
                        0, seen.owner(), seen.times(), seen.inode(), seen.links(), 0, List.of());
    }

    private static Node nodeOf(SourceDirectory directory, RawName name, FileStatus seen)
            throws IOException {
        return switch (seen.type()) {
            case REGULAR -> new Node.RegularFile(seen.size(), Content.EMPTY);
            case DIRECTORY -> new Node.Directory(null, Node.Coverage.WHOLE, null);
            case SYMLINK ->
                    directory.linkTarget(name) instanceof Captured.Found<Bytes>(var target)
                            ? new Node.SymbolicLink(target)
                            : new Node.Fifo();
            case CHARACTER_DEVICE, BLOCK_DEVICE -> seen.device();
            case SOCKET -> new Node.Socket();
            case FIFO, UNKNOWN -> new Node.Fifo();
        };
    }

    /** Whether a restore would set nothing of this. */
    public boolean carries(Metadata wanted) {
        boolean sameMode = node instanceof Node.SymbolicLink || wanted.mode() == metadata.mode();
        return sameMode
                && wanted.owner().equals(metadata.owner())
                && wanted.times().modified().equals(metadata.times().modified())
                && wanted.flags() == metadata.flags()
                && sameXattrs(wanted, metadata);
    }

    /** What this machine adds by itself, such as a security label, is no difference. */
    private static boolean sameXattrs(Metadata wanted, Metadata found) {
        Set<Xattr> there = new HashSet<>(found.xattrs());
        if (!there.containsAll(wanted.xattrs())) {
            return false;
        }
        Set<Bytes> names = new HashSet<>();
        wanted.xattrs().forEach(xattr -> names.add(xattr.name()));
        return found.xattrs().stream()
                .noneMatch(xattr -> isRemoved(xattr.name()) && !names.contains(xattr.name()));
    }

    /** Whether a restore removes such an attribute when the snapshot does not have it. */
    private static boolean isRemoved(Bytes name) {
        if (ACLS.contains(name) || name.length() <= USER_NAMESPACE.length) {
            return ACLS.contains(name);
        }
        for (int i = 0; i < USER_NAMESPACE.length; i++) {
            if (name.at(i) != USER_NAMESPACE[i]) {
                return false;
            }
        }
        return true;
    }
}
