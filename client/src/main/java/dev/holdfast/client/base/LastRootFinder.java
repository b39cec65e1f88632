package dev.holdfast.client.base;

import dev.holdfast.client.download.MissingObjectsException;
import dev.holdfast.client.identity.SeriesMemory;
import dev.holdfast.client.traverse.Trees;
import dev.holdfast.codec.seal.CorruptDataException;
import dev.holdfast.model.ClientId;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.Series;
import dev.holdfast.model.VaultId;
import dev.holdfast.model.snapshot.Partial;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.model.tree.Root;
import dev.holdfast.protocol.message.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a run compares with, and whether the server's last snapshot is the one that this
 * client remembers. Whatever is wrong with it is said loudly, and the backup is made all the same.
 */
public final class LastRootFinder {
    private final Trees trees;
    private final VaultId vault;
    private final ClientId client;
    private final Memory memory;
    private final List<Root> lost = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    /**
     * @param memory of this machine, for roots that the server has lost
     */
    public LastRootFinder(Trees trees, Memory memory, VaultId vault, ClientId client) {
        this.trees = trees;
        this.memory = memory;
        this.vault = vault;
        this.client = client;
    }

    /** What this machine remembers. */
    @FunctionalInterface
    public interface Memory {
        Optional<Root> root(ObjectId id) throws IOException;
    }

    private record Known(ObjectId id, Root root) {}

    /** Snapshots whose files the server cannot read. */
    public void unreadable(List<Long> sequences) {
        for (long sequence : sequences) {
            warnings.add(
                    ("the server cannot read the file of snapshot %d: it is damaged, or of a later"
                                    + " version")
                            .formatted(sequence));
        }
    }

    public LastRoot find(Answer.Begun begun, Series series, @Nullable SeriesMemory memory)
            throws IOException {
        Snapshot last = begun.last();
        Known previous =
                last == null ? null : read(last.root(), series, "snapshot " + last.sequence());
        compare(last, previous, memory);
        Partial partial = begun.partial();
        Known unfinished =
                partial == null ? null : read(partial.root(), series, "the unfinished backup");
        long known = previous == null ? 0 : previous.root().lineage().sequence();
        // One that is left from before the last snapshot is of no use any more.
        Known base =
                unfinished != null && unfinished.root().lineage().sequence() > known
                        ? unfinished
                        : previous;
        long remembered = memory == null ? 0 : memory.sequence();
        return new LastRoot(
                base == null ? null : base.id(),
                base == null ? null : base.root(),
                last == null ? null : last.root(),
                Math.max(known, remembered) + 1,
                lost,
                warnings);
    }

    /** Null when it cannot be read, or is not ours. */
    private @Nullable Known read(ObjectId id, Series series, String what) throws IOException {
        Root root;
        try {
            root = trees.root(id);
        } catch (CorruptDataException | MissingObjectsException | MalformedException damaged) {
            Optional<Root> remembered = memory.root(id);
            if (remembered.isEmpty()) {
                warnings.add(
                        "%s cannot be read, so nothing is compared with it: %s"
                                .formatted(what, damaged.getMessage()));
                return null;
            }
            root = remembered.get();
            lost.add(root);
            warnings.add("the server has lost the root of %s: it is sent again".formatted(what));
        }
        Root.Lineage lineage = root.lineage();
        if (!lineage.vault().equals(vault)
                || !lineage.client().equals(client)
                || !lineage.series().equals(series)) {
            warnings.add(
                    "%s is that of another client or series: the server has exchanged it"
                            .formatted(what));
            return null;
        }
        return new Known(id, root);
    }

    private void compare(
            @Nullable Snapshot last, @Nullable Known previous, @Nullable SeriesMemory memory) {
        if (memory == null) {
            return;
        }
        if (last == null) {
            warnings.add(
                    ("the server has no snapshot of this series, and had number %d: it was lost or"
                                    + " hidden")
                            .formatted(memory.snapshot()));
        } else if (!last.root().equals(memory.root())
                && (previous == null
                        || previous.root().lineage().sequence() <= memory.sequence())) {
            warnings.add(
                    ("the server's last snapshot (number %d) is not the one that it took last"
                                    + " (number %d): it has gone back, or hides or exchanges"
                                    + " snapshots")
                            .formatted(last.sequence(), memory.snapshot()));
        }
    }
}
