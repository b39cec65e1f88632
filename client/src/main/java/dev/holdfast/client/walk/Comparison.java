package dev.holdfast.client.walk;

import dev.holdfast.client.base.Base;
import dev.holdfast.client.base.Losses;
import dev.holdfast.client.cache.CacheCursor;
import dev.holdfast.client.cache.CachedEntry;
import dev.holdfast.client.content.SharedUses;
import dev.holdfast.filesystem.capture.FileStatus;
import dev.holdfast.model.tree.Content;
import dev.holdfast.model.tree.Entry;
import dev.holdfast.model.tree.Extent;
import dev.holdfast.model.tree.FileSystemId;
import dev.holdfast.model.tree.Node;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tells what of the last snapshot can be taken as it was. */
final class Comparison {
    private final Base base;
    private final SharedUses uses;
    private final Losses losses;

    Comparison(Base base, SharedUses uses, Losses losses) {
        this.base = base;
        this.uses = uses;
        this.losses = losses;
    }

    /** Whether a file need not be read. */
    boolean isSame(CachedEntry before, FileStatus now) throws IOException {
        if (before.isDirectory() || !before.isWhole() || !base.isSame(before, now)) {
            return false;
        }
        CachedEntry.SharedSlice slice = before.sharedSlice();
        return (slice == null || !uses.takeAgain(slice)) && !losses.touch(before);
    }

    /** What a file has not changed from that was saved under another of its names. */
    @Nullable Entry linked(Visit visit) throws IOException {
        FileStatus now = visit.now();
        CachedEntry before = visit.before();
        if (before != null && before.inode() == now.inode()) {
            return null; // this name would do as well
        }
        CachedEntry other = base.linked(visit.level().fileSystem(), now);
        return other != null && isSame(other, now) ? other.entry() : null;
    }

    /** What may still be of use of an entry that is read again: what there is of its content. */
    @Nullable Entry known(@Nullable CachedEntry before, FileStatus now) throws IOException {
        if (before == null || before.isDirectory() || losses.touch(before)) {
            return null;
        }
        // Of a file that was read only in part it must be certain that it has not changed since;
        // of a whole one that has not changed only its shared chunk is a reason to read it.
        return before.isWhole() == base.isSame(before, now) ? null : before.entry();
    }

    /** The slice that an entry had of a shared chunk that is lost. */
    Extent.@Nullable Slice lost(@Nullable CachedEntry before) throws IOException {
        return before != null
                        && before.sharedSlice() != null
                        && losses.touch(before)
                        && before.entry().node()
                                instanceof Node.RegularFile(long _, Content.Extents(var extents))
                        && extents.getFirst() instanceof Extent.Slice slice
                ? slice
                : null;
    }

    /** The directory's own entry in the last snapshot, if it is just the same. */
    @Nullable CachedEntry same(Visit visit, Node.Directory node) throws IOException {
        CachedEntry before = visit.before();
        return before != null
                        && base.isSame(before, visit.now())
                        && before.entry().node().equals(node)
                ? before
                : null;
    }

    /** Trees are taken as they were only while none of their parts is known to be lost. */
    boolean isComparable(@Nullable CacheCursor cursor) {
        return cursor != null && losses.isEmpty();
    }

    /** Where to compare the entries: in the directory of this inode, else in that of this name. */
    @Nullable CacheCursor cursor(Visit visit, FileSystemId fileSystem, Node.Directory now)
            throws IOException {
        CachedEntry before = visit.before();
        boolean there =
                before != null
                        && before.isDirectory()
                        && before.entry().node() instanceof Node.Directory then
                        && Objects.equals(then.mount(), now.mount());
        if (before != null && there && before.inode() == visit.now().inode()) {
            return visit.level().steps().enter();
        }
        CacheCursor moved = base.moved(fileSystem, visit.now());
        if (moved == null && there) {
            return visit.level().steps().enter();
        }
        visit.replaced();
        return moved;
    }

    /** Where to compare the entries of the top directory. */
    @Nullable CacheCursor top(FileSystemId fileSystem) throws IOException {
        return base.cursor(fileSystem);
    }
}
