package dev.holdfast.cli.client;

import dev.holdfast.cli.console.ExitCode;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.client.restore.ContentStream;
import dev.holdfast.client.vault.VaultConnection;
import dev.holdfast.model.tree.Entry;
import dev.holdfast.model.tree.Node;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code holdfast cat}. */
@Command(
        name = "cat",
        mixinStandardHelpOptions = true,
        description = "Prints the content of a file in a snapshot.")
final class CatCommand implements Callable<Integer> {
    @Mixin private VaultOptions vault = new VaultOptions();

    @Parameters(
            paramLabel = "SNAPSHOT:PATH",
            description = "the snapshot's number, or 'latest', and a file in it")
    private String place = "";

    private final Surroundings around;
    private final OutputStream out;

    /**
     * @param out for the content as it is
     */
    CatCommand(Surroundings around, OutputStream out) {
        this.around = around;
        this.out = out;
    }

    @Override
    public Integer call() throws IOException {
        SnapshotPlace wanted = SnapshotPlace.parse(place);
        VaultAccess access = new VaultOpening(around, vault).open(VaultOpening.Purpose.READ);
        try (VaultConnection connection = access.connect()) {
            OpenSnapshot snapshot = OpenSnapshot.of(connection, wanted.snapshot());
            Entry entry =
                    connection
                            .trees()
                            .find(snapshot.root(), wanted.path())
                            .orElseThrow(wanted::missing);
            if (!(entry.node() instanceof Node.RegularFile file)) {
                throw new IOException(
                        "%s is no regular file: %s"
                                .formatted(wanted.path(), Modes.word(entry.node())));
            }
            new ContentStream(connection.trees(), connection.reader()).copy(file.content(), out);
        }
        out.flush();
        return ExitCode.DONE.status();
    }
}
