package dev.holdfast.cli.access;

import dev.holdfast.cli.argument.TextFile;
import dev.holdfast.cli.console.Console;
import dev.holdfast.cli.console.UsageException;
import dev.holdfast.client.identity.RecoveryCodeSink;
import dev.holdfast.codec.key.RecoveryCode;
import dev.holdfast.codec.key.RootSecret;
import dev.holdfast.model.MalformedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where recovery codes come from, and where new ones go. */
public final class RecoveryCodes {
    /** Groups of a code on one line. */
    private static final int GROUPS = 5;

    private RecoveryCodes() {}

    /** A code as it is written down. */
    public static List<String> lines(String code) {
        List<String> groups = List.of(code.split("-"));
        List<String> lines = new ArrayList<>();
        for (int from = 0; from < groups.size(); from += GROUPS) {
            int to = Math.min(groups.size(), from + GROUPS);
            lines.add(String.join("-", groups.subList(from, to)));
        }
        return lines;
    }

    /**
     * Into a new file, or before the eyes of whoever looks.
     *
     * @param vault the folder, if it is in one and not on a server
     */
    public static RecoveryCodeSink sink(
            Console console, @Nullable Path file, Optional<Path> vault) {
        if (file != null) {
            return RecoveryCodeSink.file(file);
        }
        String command = "holdfast key show" + vault.map(each -> " --vault " + each).orElse("");
        return new PrintedRecoveryCode(console, command);
    }

    public static RootSecret read(Path file) throws IOException {
        return parse(TextFile.read(file, "the recovery code"));
    }

    public static RootSecret ask(Console console) throws IOException {
        return parse(console.askHidden("recovery code (it is not shown): "));
    }

    private static RootSecret parse(String code) throws UsageException {
        try {
            return RecoveryCode.parse(code);
        } catch (MalformedException mistyped) {
            throw new UsageException(String.valueOf(mistyped.getMessage()), mistyped);
        }
    }
}
