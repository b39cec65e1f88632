package dev.holdfast.cli.server;

import dev.holdfast.cli.argument.TextFile;
import dev.holdfast.cli.console.Console;
import dev.holdfast.cli.console.UsageException;
import dev.holdfast.codec.local.PassphraseBox;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the passphrase of an export comes from. */
final class PassphraseOptions {
    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "its first line is the passphrase, instead of asking for it")
    private @Nullable Path file;

    /** One that somebody chooses now. */
    String choose(Console console) throws IOException {
        if (file != null) {
            return longEnough(firstLine(file));
        }
        requireSomebody(console);
        String chosen =
                longEnough(
                        console.askHidden(
                                "a passphrase of at least %d characters (it is not shown): "
                                        .formatted(PassphraseBox.PASSPHRASE_LENGTH_MIN)));
        if (!console.askHidden("the same again: ").equals(chosen)) {
            throw new UsageException("that was not the same: nothing was done");
        }
        return chosen;
    }

    /** The one that was chosen then. */
    String ask(Console console) throws IOException {
        if (file != null) {
            return firstLine(file);
        }
        requireSomebody(console);
        return console.askHidden("the export's passphrase (it is not shown): ");
    }

    private static void requireSomebody(Console console) throws UsageException {
        if (!console.attended()) {
            throw new UsageException(
                    "nobody is there to give a passphrase: name a file with --passphrase-file");
        }
    }

    private static String firstLine(Path file) throws IOException {
        return TextFile.read(file, "the passphrase").lines().findFirst().orElse("");
    }

    private static String longEnough(String chosen) throws UsageException {
        if (chosen.length() < PassphraseBox.PASSPHRASE_LENGTH_MIN) {
            throw new UsageException(
                    "the passphrase has %d characters and needs %d: whoever has the file could"
                                    .formatted(chosen.length(), PassphraseBox.PASSPHRASE_LENGTH_MIN)
                            + " try all short ones");
        }
        return chosen;
    }
}
