package dev.holdfast.server.setup;

import dev.holdfast.platform.process.Command;
import dev.holdfast.platform.process.CommandResult;
import java.io.IOException;
import java.time.Duration;

/** The small commands of the system that a setup runs. */
final class Commands {
    private static final CommandResult.Limits LIMITS =
            new CommandResult.Limits(1 << 20, Duration.ofMinutes(1));

    private Commands() {}

    static CommandResult run(String... arguments) throws IOException {
        return CommandResult.of(Command.of(arguments), LIMITS);
    }

    /** Runs a command that has to succeed, and returns what it wrote. */
    static String require(String... arguments) throws IOException {
        CommandResult result = run(arguments);
        if (result.exitCode() != 0) {
            throw new IOException(
                    "%s failed with %d: %s"
                            .formatted(
                                    String.join(" ", arguments),
                                    result.exitCode(),
                                    String.join("; ", result.errors())));
        }
        return result.output();
    }
}
