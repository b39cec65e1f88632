package dev.holdfast.client.restore;

import dev.holdfast.filesystem.capture.Captured;
import dev.holdfast.filesystem.capture.FileStatus;
import dev.holdfast.filesystem.capture.SourceDirectory;
import dev.holdfast.filesystem.recreate.TargetDirectory;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.RawName;
import dev.holdfast.model.tree.Content;
import dev.holdfast.model.tree.Metadata;
import dev.holdfast.model.tree.Node;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Looks at what has a name in the target. */
final class ExistingEntry {
    private ExistingEntry() {}

    /** Empty if nothing has the name. */
    static Optional<Found> of(TargetDirectory target, RawName name) throws IOException {
        Optional<FileStatus> seen = target.status(name);
        if (seen.isEmpty()) {
            return Optional.empty();
        }
        try (SourceDirectory directory = target.look()) {
            return Optional.of(
                    new Found(
                            metadata(directory, name, seen.get()),
                            node(directory, name, seen.get())));
        }
    }

    /** What cannot be described differs from all that is wanted. */
    private static Metadata metadata(SourceDirectory directory, RawName name, FileStatus seen)
            throws IOException {
        return directory.describe(name, seen)
                        instanceof Captured.Found<SourceDirectory.Description>(var description)
                ? description.metadata()
                : new Metadata(
                        0, seen.owner(), seen.times(), seen.inode(), seen.links(), 0, List.of());
    }

    private static Node node(SourceDirectory directory, RawName name, FileStatus seen)
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
}
