package dev.holdfast.cli.backup;

import dev.holdfast.cli.argument.PathArguments;
import dev.holdfast.cli.console.RawText;
import dev.holdfast.cli.console.UsageException;
import dev.holdfast.client.stream.CommandOutput;
import dev.holdfast.client.stream.Source;
import dev.holdfast.client.stream.StandardInput;
import dev.holdfast.client.stream.StreamedFile;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.RawPath;
import dev.holdfast.platform.process.Command;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/**
 * What is saved of a program's output.
 *
 * @param path to save it under
 * @param command to be run; empty for what comes on standard input
 */
record StreamArguments(RawPath path, List<String> command) {
    StreamArguments {
        command = List.copyOf(command);
    }

    /**
     * @param name a path without a slash at its beginning
     * @throws UsageException if no file below the root directory has this path, or the command
     *     cannot be run as it is written
     */
    static StreamArguments of(String name, List<String> command) throws UsageException {
        RawPath path = PathArguments.inSnapshot(name);
        if (path.names().isEmpty() || !Bytes.copyOf(path.toArray()).equals(rooted(name))) {
            throw new UsageException(
                    "not a name for --stdin: '%s' (such as db.sql or dumps/db.sql)"
                            .formatted(name));
        }
        for (String word : command) {
            if (!StandardCharsets.UTF_8.newEncoder().canEncode(word)) {
                throw new UsageException("a command's arguments must be text");
            }
        }
        return new StreamArguments(path, command);
    }

    private static Bytes rooted(String name) {
        return Bytes.copyOf(RawText.encode("/" + name));
    }

    /**
     * The file to save.
     *
     * @param said hears what the command says on its error stream
     */
    StreamedFile file(InputStream standardInput, Consumer<String> said) {
        Source source =
                command.isEmpty()
                        ? new StandardInput(standardInput)
                        : new CommandOutput(Command.ofUser(command), said);
        return new StreamedFile(path, source);
    }
}
