package dev.holdfast.cli.client;

import dev.holdfast.cli.access.VaultAccess;
import dev.holdfast.cli.access.VaultOpening;
import dev.holdfast.cli.access.VaultOptions;
import dev.holdfast.cli.console.ExitCode;
import dev.holdfast.cli.console.Shown;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.cli.snapshot.OpenSnapshot;
import dev.holdfast.cli.snapshot.SnapshotOptions;
import dev.holdfast.client.check.CheckRun;
import dev.holdfast.client.vault.VaultConnection;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.protocol.message.Answer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code holdfast check}. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Reads snapshots back and verifies them with the key.",
            "Without --snapshot all of them are checked; what they share is read once."
        })
final class CheckCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private VaultOptions vault = new VaultOptions();
    @Mixin private SnapshotOptions snapshot = new SnapshotOptions();

    @Option(
            names = "--read-data",
            paramLabel = "PERCENT",
            defaultValue = "100",
            description = "reads so much of the content (default: ${DEFAULT-VALUE})")
    private int percent;

    private final Surroundings around;

    CheckCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws IOException {
        if (percent < 0 || percent > 100) {
            throw new ParameterException(
                    spec.commandLine(), "--read-data takes a number from 0 to 100");
        }
        VaultAccess access = new VaultOpening(around, vault).open(VaultOpening.Purpose.READ);
        try (VaultConnection connection = access.connect()) {
            Answer.Snapshots chosen = chosen(connection);
            chosen.unreadable()
                    .forEach(each ->
                            around.console().say("DAMAGED: " + OpenSnapshot.unreadable(each)));
            CheckRun check =
                    new CheckRun(
                            connection,
                            CheckRun.percent(percent),
                            (each, path, reason) ->
                                    around.console()
                                            .say(
                                                    "DAMAGED: snapshot %d, %s: %s"
                                                            .formatted(
                                                                    each.sequence(),
                                                                    path,
                                                                    reason)));
            return tell(check.run(chosen.snapshots()), chosen);
        }
    }

    private Answer.Snapshots chosen(VaultConnection connection) throws IOException {
        if (!snapshot.isGiven()) {
            return connection.snapshots();
        }
        Snapshot one = OpenSnapshot.of(connection, snapshot.choice()).snapshot();
        return new Answer.Snapshots(List.of(one), List.of(), List.of());
    }

    private int tell(CheckRun.Outcome outcome, Answer.Snapshots chosen) {
        int snapshots = chosen.snapshots().size();
        long faults = outcome.faults() + chosen.unreadable().size();
        around.console()
                .out()
                .printf(
                        "checked %s: %s, %s (%s)%n",
                        Shown.count(snapshots, "snapshot", "snapshots"),
                        Shown.count(outcome.trees(), "tree", "trees"),
                        Shown.count(outcome.chunks(), "chunk", "chunks"),
                        Shown.bytes(outcome.bytes()));
        if (faults == 0) {
            return ExitCode.DONE.status();
        }
        around.console().say("DAMAGED: %s".formatted(Shown.count(faults, "fault", "faults")));
        return ExitCode.DAMAGED.status();
    }
}
