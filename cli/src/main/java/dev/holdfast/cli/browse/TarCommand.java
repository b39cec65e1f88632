package dev.holdfast.cli.browse;

import dev.holdfast.cli.access.VaultOptions;
import dev.holdfast.cli.console.ExitCode;
import dev.holdfast.cli.console.Shown;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.cli.snapshot.OpenPlace;
import dev.holdfast.client.download.BulkReader;
import dev.holdfast.client.tar.TarExport;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code holdfast tar}. */
@Command(
        name = "tar",
        mixinStandardHelpOptions = true,
        description = {
            "Writes a snapshot, or a path of one, to standard output as a tar archive.",
            "Unpack it with: tar -x --numeric-owner --acls --xattrs --xattrs-include='*'"
        })
final class TarCommand implements Callable<Integer> {
    private static final int BUFFER_SIZE = 1 << 16;

    @Mixin private VaultOptions vault = new VaultOptions();

    @Parameters(
            paramLabel = "SNAPSHOT[:PATH]",
            description = "a snapshot's number, 'latest' or a series, and a path in it")
    private String place = "";

    private final Surroundings around;
    private final OutputStream out;

    /**
     * @param out for the archive
     */
    TarCommand(Surroundings around, OutputStream out) {
        this.around = around;
        this.out = out;
    }

    @Override
    public Integer call() throws IOException {
        try (OpenPlace open = OpenPlace.of(around, vault, place);
                BulkReader reader = open.connection().bulkReader()) {
            OutputStream archive = new BufferedOutputStream(out, BUFFER_SIZE);
            TarExport export = new TarExport(reader, open.root(), archive);
            if (open.entry().isPresent()) {
                export.entry(open.path(), open.entry().get());
            } else {
                export.all();
            }
            if (export.sockets() > 0) {
                around.console()
                        .say(
                                "left away, as tar knows no sockets: "
                                        + Shown.count(export.sockets(), "socket", "sockets"));
            }
        }
        return ExitCode.DONE.status();
    }
}
