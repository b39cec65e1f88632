package dev.holdfast.client.present;

import dev.holdfast.client.traverse.Trees;
import dev.holdfast.codec.chunk.SliceDigest;
import dev.holdfast.codec.key.SealingKeys;
import dev.holdfast.codec.seal.ObjectIds;
import dev.holdfast.filesystem.capture.CaptureBuffers;
import dev.holdfast.filesystem.capture.Captured;
import dev.holdfast.filesystem.capture.FileStatus;
import dev.holdfast.filesystem.capture.SourceDirectory;
import dev.holdfast.filesystem.capture.SourceFile;
import dev.holdfast.filesystem.recreate.TargetDirectory;
import dev.holdfast.model.tree.Content;
import dev.holdfast.model.tree.Entry;
import dev.holdfast.model.tree.Extent;
import dev.holdfast.model.tree.Node;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compares files of the target with the content that a snapshot has of them, without fetching it:
 * by the ids of chunks and the digests of slices. For one thread.
 */
public final class Comparison {
    private final Trees trees;
    private final ObjectIds ids;
    private final SliceDigest digests;
    private final CaptureBuffers buffers = new CaptureBuffers();

    public Comparison(Trees trees, SealingKeys keys) {
        this.trees = trees;
        this.ids = new ObjectIds(keys.objectIds());
        this.digests = new SliceDigest(keys.slices());
    }

    /** How a file of the target is like what the snapshot has under its name. */
    public enum Likeness {
        OTHER_CONTENT,
        OTHER_ATTRIBUTES,
        SAME
    }

    /** Compares a regular file with what has its name. */
    public Likeness compare(TargetDirectory target, Entry entry) throws IOException {
        if (!sameContent(target, entry)) {
            return Likeness.OTHER_CONTENT;
        }
        return Found.in(target, entry.name())
                        .filter(found -> found.carries(entry.metadata()))
                        .isPresent()
                ? Likeness.SAME
                : Likeness.OTHER_ATTRIBUTES;
    }

    /** Whether a file of the target has, byte for byte, what the snapshot has. */
    private boolean sameContent(TargetDirectory target, Entry entry) throws IOException {
        Node.RegularFile node = (Node.RegularFile) entry.node();
        try (LocalContent local = open(target, entry)) {
            if (local == null || local.size() != node.size()) {
                return false;
            }
            if (node.content() instanceof Content.Inline(var bytes)) {
                return local.has(0, bytes.toArray());
            }
            long[] offset = {0};
            boolean[] same = {true};
            trees.extents(
                    node.content(),
                    extent -> {
                        same[0] = same[0] && matches(local, offset[0], extent);
                        offset[0] += extent.length();
                    });
            return same[0];
        }
    }

    private static boolean matches(LocalContent local, long offset, Extent extent)
            throws IOException {
        return switch (extent) {
            case Extent.Hole(long length) -> local.isZero(offset, length);
            case Extent.Slice slice -> local.matching(offset, slice) != null;
        };
    }

    /** The content of what has an entry's name; null if that is no file that can be read. */
    public @Nullable LocalContent open(TargetDirectory target, Entry entry) throws IOException {
        Optional<FileStatus> seen = target.status(entry.name());
        if (seen.isEmpty() || !seen.get().isRegular()) {
            return null;
        }
        try (SourceDirectory directory = target.look()) {
            return directory.openFile(entry.name(), seen.get())
                            instanceof Captured.Found<SourceFile>(SourceFile file)
                    ? new LocalContent(file, buffers, ids, digests)
                    : null;
        }
    }
}
