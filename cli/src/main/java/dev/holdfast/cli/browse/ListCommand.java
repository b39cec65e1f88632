package dev.holdfast.cli.browse;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.holdfast.cli.access.VaultAccess;
import dev.holdfast.cli.access.VaultOpening;
import dev.holdfast.cli.access.VaultOptions;
import dev.holdfast.cli.console.ExitCode;
import dev.holdfast.cli.console.JsonLine;
import dev.holdfast.cli.console.Shown;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.cli.snapshot.OpenSnapshot;
import dev.holdfast.client.vault.VaultConnection;
import dev.holdfast.model.snapshot.Partial;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.protocol.message.Answer;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code holdfast list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the snapshots of this client, the oldest first.")
final class ListCommand implements Callable<Integer> {
    private static final String FORM = "%8s  %-19s  %-16s  %10s  %10s  %10s  %s%n";

    @Mixin private VaultOptions vault = new VaultOptions();

    @Option(names = "--json", description = "prints one JSON object for each snapshot")
    private boolean json;

    private final Surroundings around;

    ListCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws IOException {
        VaultAccess access = new VaultOpening(around, vault).open(VaultOpening.Purpose.READ);
        try (VaultConnection connection = access.connect()) {
            Answer.Snapshots snapshots = connection.snapshots();
            if (json) {
                snapshots.snapshots().forEach(this::printJson);
            } else {
                print(snapshots);
            }
            return tell(snapshots.unreadable());
        }
    }

    private int tell(List<Long> unreadable) {
        for (long sequence : unreadable) {
            around.console().say("DAMAGED: " + OpenSnapshot.unreadable(sequence));
        }
        return (unreadable.isEmpty() ? ExitCode.DONE : ExitCode.DAMAGED).status();
    }

    private void printJson(Snapshot snapshot) {
        around.console().out().println(JsonLine.of(json -> fields(json, snapshot)));
    }

    private static void fields(JsonGenerator json, Snapshot snapshot) throws IOException {
        json.writeNumberField("snapshot", snapshot.sequence());
        json.writeStringField("received", snapshot.received().toInstant().toString());
        json.writeStringField("series", snapshot.origin().series().value());
        json.writeStringField("root", snapshot.root().toString());
        json.writeNumberField("entries", snapshot.figures().entries());
        json.writeNumberField("bytes", snapshot.figures().contentBytes());
        json.writeNumberField("new", snapshot.figures().newBytes());
        json.writeNumberField("unread", snapshot.figures().unread());
    }

    private void print(Answer.Snapshots snapshots) {
        PrintWriter out = around.console().out();
        if (!snapshots.snapshots().isEmpty()) {
            out.printf(FORM, "SNAPSHOT", "RECEIVED", "SERIES", "ENTRIES", "SIZE", "NEW", "");
        } else if (snapshots.unreadable().isEmpty()) {
            around.console().say("there is no snapshot yet");
        }
        for (Snapshot snapshot : snapshots.snapshots()) {
            out.printf(
                    FORM,
                    snapshot.sequence(),
                    Shown.time(snapshot.received()),
                    snapshot.origin().series(),
                    Shown.count(snapshot.figures().entries()),
                    Shown.bytes(snapshot.figures().contentBytes()),
                    Shown.bytes(snapshot.figures().newBytes()),
                    gaps(snapshot.figures().unread()));
        }
        for (Partial partial : snapshots.partials()) {
            around.console()
                    .say(
                            "unfinished: series %s, last checkpoint %s"
                                    .formatted(
                                            partial.origin().series(),
                                            Shown.time(partial.received())));
        }
    }

    private static String gaps(long unread) {
        return unread == 0 ? "" : "%s NOT SAVED".formatted(Shown.count(unread));
    }
}
