package dev.holdfast.client.restore;

import dev.holdfast.client.restore.EntryPlan.Action;
import dev.holdfast.client.vault.MissingObjectsException;
import dev.holdfast.client.vault.Trees;
import dev.holdfast.codec.seal.CorruptDataException;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.RawName;
import dev.holdfast.model.RawPath;
import dev.holdfast.model.tree.Content;
import dev.holdfast.model.tree.Entry;
import dev.holdfast.model.tree.Extent;
import dev.holdfast.model.tree.Node;
import java.io.IOException;
import java.util.Locale;

/** Tells the steps of a plan and counts the room that they need, and does nothing else. */
final class Rehearsal implements Steps {
    private final RestoreRequest request;
    private final Trees trees;
    private final Comparison comparison;
    private final Telling telling;
    private long bytesNeeded;
    private long entriesNeeded;

    /** Whether steps are told or only counted. */
    enum Telling {
        TELL,
        COUNT
    }

    Rehearsal(RestoreRequest request, Trees trees, Comparison comparison, Telling telling) {
        this.request = request;
        this.trees = trees;
        this.comparison = comparison;
        this.telling = telling;
    }

    /** Of content that would be written. */
    long bytesNeeded() {
        return bytesNeeded;
    }

    /** Of every kind, that would be made. */
    long entriesNeeded() {
        return entriesNeeded;
    }

    @Override
    public boolean directory(Folder folder, RawName name) {
        if (folder.action() == Action.CREATE || folder.action() == Action.REPLACE) {
            entriesNeeded++;
            tell(folder.action(), folder.path());
        }
        return true;
    }

    @Override
    public void leaf(Folder folder, Entry entry, Action action) throws IOException {
        Action left = action == Action.COMPARE ? comparison.decide(folder, entry) : action;
        if (left == Action.CREATE || left == Action.REPLACE || left == Action.COMPARE) {
            entriesNeeded++;
            bytesNeeded += room(entry);
        }
        tell(left == Action.COMPARE ? Action.REPLACE : left, folder.way().path(entry.name()));
    }

    @Override
    public void firstLink(Folder folder, Entry entry, Action action, LinkedFile file)
            throws IOException {
        leaf(folder, entry, action);
    }

    @Override
    public void link(Folder folder, Entry entry, LinkedFile file) throws IOException {
        boolean there =
                folder.existing() != null && folder.target().status(entry.name()).isPresent();
        if (!there) {
            tell(Action.CREATE, folder.way().path(entry.name()));
        }
    }

    /** What the content takes: holes take nothing. */
    private long room(Entry entry) throws IOException {
        if (!(entry.node() instanceof Node.RegularFile file)) {
            return 0;
        }
        if (file.content() instanceof Content.Inline inline) {
            return inline.length();
        }
        long[] bytes = {0};
        try {
            trees.extents(
                    file.content(),
                    extent -> bytes[0] += extent instanceof Extent.Slice ? extent.length() : 0);
        } catch (CorruptDataException | MissingObjectsException | MalformedException fault) {
            return bytes[0];
        }
        return bytes[0];
    }

    @Override
    public void delete(Folder folder, RawName name) {
        if (telling == Telling.TELL) {
            request.listener().planned("delete", folder.way().path(name));
        }
    }

    @Override
    public void leave(Folder folder) throws IOException {
        if (folder.parent() != null && folder.existing() != null) {
            folder.target().close();
        }
    }

    @Override
    public void end() {}

    private void tell(Action action, RawPath path) {
        if (telling == Telling.TELL && action != Action.NOTHING) {
            request.listener().planned(action.name().toLowerCase(Locale.ROOT), path);
        }
    }
}
