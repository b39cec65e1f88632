package dev.holdfast.client.base;

import dev.holdfast.client.cache.CachedEntry;
import dev.holdfast.client.download.MissingObjectsException;
import dev.holdfast.client.traverse.Trees;
import dev.holdfast.codec.seal.CorruptDataException;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.tree.Content;
import dev.holdfast.model.tree.Extent;
import dev.holdfast.model.tree.Node;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * Objects that the vault turned out to lack: what refers to them is read again and sent again, so
 * that no new snapshot refers to what is not there.
 */
public final class Losses {
    private final Trees trees;
    private final Set<ObjectId> ids = new HashSet<>();

    /**
     * @param trees to look into lists
     */
    public Losses(Trees trees) {
        this.trees = trees;
    }

    public void add(Iterable<ObjectId> more) {
        more.forEach(ids::add);
    }

    /** Whether nothing is lost, so that whole trees can be taken as they were. */
    public boolean isEmpty() {
        return ids.isEmpty();
    }

    /** Whether some of an entry's content is lost. */
    public boolean touch(CachedEntry entry) throws IOException {
        if (ids.isEmpty()) {
            return false;
        }
        return entry.references().stream().anyMatch(ids::contains)
                || (entry.entry().node() instanceof Node.RegularFile(long _, Content content)
                        && content instanceof Content.Listed
                        && touchListed(content));
    }

    private boolean touchListed(Content content) throws IOException {
        boolean[] touched = {false};
        try {
            trees.extents(
                    content,
                    extent ->
                            touched[0] |=
                                    extent instanceof Extent.Slice slice
                                            && ids.contains(slice.chunk()));
        } catch (CorruptDataException | MissingObjectsException | MalformedException damaged) {
            return true; // parts of the list are lost, too
        }
        return touched[0];
    }
}
