package dev.holdfast.client.lacking;

import dev.holdfast.client.download.BulkReader;
import dev.holdfast.client.fill.ContentStream;
import dev.holdfast.client.selection.Choices;
import dev.holdfast.client.signs.Signs;
import dev.holdfast.model.RawName;
import dev.holdfast.model.RawPath;
import dev.holdfast.model.tree.Root;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which names may be deleted because the snapshot lacks them: those that it would have, had they
 * been there. What could not be read then, or was left out, was there perhaps. Judges by the rules
 * that the snapshot was made by, and by the files of rules in its own directories.
 */
public final class Deletable {
    private final Choices choices;

    /** Paths that stay, with all below them. */
    private final Set<RawPath> staying = new HashSet<>();

    private Deletable(Choices choices) {
        this.choices = choices;
    }

    /**
     * @param spared paths of the snapshot that stay, whatever it has there
     * @throws IOException if the snapshot was made in a way that is not known here, so that nothing
     *     may be deleted; or if the vault fails
     */
    public static Deletable of(Root root, BulkReader reader, Collection<RawPath> spared)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ContentStream.copyAll(reader, root.unread(), bytes);
        Deletable deletable = new Deletable(Choices.of(root.rules()));
        int count = (int) root.totals().unread();
        deletable.staying.addAll(UnreadPaths.of(bytes.toByteArray(), count));
        deletable.staying.addAll(spared);
        return deletable;
    }

    /** In the root directory of the snapshot. */
    Reach top(SavedFiles files) {
        return known(new Reach(choices.top(files)), files);
    }

    /**
     * In a directory of the snapshot, in one that is reached.
     *
     * @param files in the inner one
     */
    static Reach enter(Reach outer, RawName name, SavedFiles files) {
        return known(outer.enter(name, files), files);
    }

    private static Reach known(Reach reach, SavedFiles files) {
        boolean isCache = reach.choices() != null && Signs.isCache(reach.choices(), files);
        return isCache || files.isLost() ? Reach.NOWHERE : reach;
    }

    /** Whether what has a path is not to be touched, whatever rules say. */
    boolean stays(RawPath path) {
        List<RawName> names = path.names();
        for (int i = names.size(); i > 0 && !staying.isEmpty(); i--) {
            if (staying.contains(new RawPath(names.subList(0, i)))) {
                return true;
            }
        }
        return false;
    }
}
