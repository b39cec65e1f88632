package dev.holdfast.cli.snapshot;

import dev.holdfast.cli.console.Console;
import dev.holdfast.cli.console.Shown;
import dev.holdfast.client.browse.SnapshotChoice;
import dev.holdfast.client.vault.VaultConnection;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.model.tree.Root;
import dev.holdfast.protocol.message.Answer;
import java.io.IOException;
import java.util.Optional;

/** A snapshot, and what was saved in it. */
public record OpenSnapshot(Snapshot snapshot, Root root) {

    /** What to say of a snapshot whose file the server cannot read. */
    public static String unreadable(long sequence) {
        return "snapshot %d: the server cannot read its file".formatted(sequence);
    }

    /**
     * @throws IOException if there is no such snapshot, with a sentence
     * @throws MalformedException if the server cannot read its file; or if the server presents
     *     another root as the snapshot
     */
    public static OpenSnapshot of(VaultConnection vault, SnapshotChoice choice) throws IOException {
        Answer.Snapshots all = vault.snapshots();
        if (choice instanceof SnapshotChoice.Numbered(long sequence)
                && all.unreadable().contains(sequence)) {
            throw new MalformedException(unreadable(sequence));
        }
        Snapshot snapshot =
                choice.from(all.snapshots())
                        .orElseThrow(() -> new IOException(choice.none() + " (see holdfast list)"));
        Root root = vault.trees().root(snapshot.root());
        if (!root.lineage().series().equals(snapshot.origin().series())) {
            throw new MalformedException(
                    "snapshot %d is of series %s, and the server says it were of %s"
                            .formatted(
                                    snapshot.sequence(),
                                    root.lineage().series(),
                                    snapshot.origin().series()));
        }
        return new OpenSnapshot(snapshot, root);
    }

    /** The newest of the same series. */
    public SnapshotChoice latestOfSeries() {
        return new SnapshotChoice.Latest(Optional.of(snapshot.origin().series()));
    }

    /** Says which snapshot a choice came to, unless it was named. */
    public void tellUnlessNamed(Console console, SnapshotChoice choice) {
        if (!(choice instanceof SnapshotChoice.Numbered)) {
            console.say(
                    "snapshot %d of %s, series %s"
                            .formatted(
                                    snapshot.sequence(),
                                    Shown.time(snapshot.received()),
                                    snapshot.origin().series()));
        }
    }
}
