package dev.holdfast.cli.browse;

import dev.holdfast.cli.access.VaultOptions;
import dev.holdfast.cli.console.ExitCode;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.cli.snapshot.OpenPlace;
import dev.holdfast.client.download.BulkReader;
import dev.holdfast.client.fill.ContentStream;
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
            description = "a snapshot's number, 'latest' or a series, and a file in it")
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
        try (OpenPlace open = OpenPlace.of(around, vault, place)) {
            Node.RegularFile file = file(open);
            try (BulkReader reader = open.connection().bulkReader()) {
                ContentStream.copyAll(reader, file.content(), out);
            }
        }
        return ExitCode.DONE.status();
    }

    private static Node.RegularFile file(OpenPlace open) throws IOException {
        if (open.entry().isPresent()
                && open.entry().get().node() instanceof Node.RegularFile file) {
            return file;
        }
        String what = open.entry().map(entry -> Modes.word(entry.node())).orElse("directory");
        throw new IOException("%s is no regular file: %s".formatted(open.path(), what));
    }
}
