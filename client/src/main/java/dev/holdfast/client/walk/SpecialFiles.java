package dev.holdfast.client.walk;

import dev.holdfast.filesystem.capture.Captured;
import dev.holdfast.filesystem.capture.FileStatus;
import dev.holdfast.filesystem.capture.SourceDirectory;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.RawName;
import dev.holdfast.model.tree.Node;
import java.io.IOException;

/** Reads what is neither a directory nor a regular file. */
final class SpecialFiles {
    private SpecialFiles() {}

    static Captured<Node> read(SourceDirectory directory, RawName name, FileStatus now)
            throws IOException {
        return switch (now.type()) {
            case SYMLINK -> directory.linkTarget(name).then(SpecialFiles::link);
            case FIFO -> new Captured.Found<>(new Node.Fifo());
            case SOCKET -> new Captured.Found<>(new Node.Socket());
            case CHARACTER_DEVICE, BLOCK_DEVICE -> new Captured.Found<>(now.device());
            case REGULAR, DIRECTORY, UNKNOWN ->
                    new Captured.Unreadable<>("cannot save a file of unknown type");
        };
    }

    /** File systems of other worlds may hold what Linux does not allow. */
    private static Captured<Node> link(Bytes target) {
        try {
            return new Captured.Found<>(new Node.SymbolicLink(target));
        } catch (IllegalArgumentException impossible) {
            return new Captured.Unreadable<>(String.valueOf(impossible.getMessage()));
        }
    }
}
