package dev.holdfast.platform.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/** What a small command did: its exit code, its output as text, the last lines of its errors. */
public record CommandResult(int exitCode, String output, List<String> errors) {
    private static final int ERROR_LINES_MAX = 64;

    /** How much is wanted of a command: bytes of output, and time. */
    public record Limits(int outputSizeMax, Duration time) {
        public Limits {
            if (outputSizeMax < 0 || outputSizeMax == Integer.MAX_VALUE) {
                throw new IllegalArgumentException("output of " + outputSizeMax + " bytes");
            }
        }
    }

    public CommandResult {
        errors = List.copyOf(errors);
    }

    /**
     * Runs a command without input to its end.
     *
     * @throws IOException if it cannot be started, takes longer, or writes more than the limits; it
     *     is then ended
     */
    public static CommandResult of(Command command, Limits limits) throws IOException {
        LastLines errors = new LastLines(ERROR_LINES_MAX);
        try (ChildProcess child = ChildProcess.start(command, errors)) {
            child.input().close();
            CompletableFuture<byte[]> output = new CompletableFuture<>();
            Thread.ofPlatform().daemon().start(() -> read(child, limits, output));
            OptionalInt code = child.waitFor(limits.time());
            if (code.isEmpty()) {
                throw new IOException(
                        "%s has not ended within %d ms"
                                .formatted(command.program(), limits.time().toMillis()));
            }
            byte[] bytes = ChildProcess.await(output);
            if (bytes.length > limits.outputSizeMax()) {
                throw new IOException(
                        "%s writes more than %d bytes"
                                .formatted(command.program(), limits.outputSizeMax()));
            }
            String text = new String(bytes, StandardCharsets.UTF_8);
            return new CommandResult(code.getAsInt(), text, errors.lines());
        }
    }

    /** One byte more than is wanted shows that there was more. */
    private static void read(ChildProcess child, Limits limits, CompletableFuture<byte[]> output) {
        try {
            output.complete(child.output().readNBytes(limits.outputSizeMax() + 1));
            child.output().close();
        } catch (IOException closed) {
            output.completeExceptionally(closed);
        }
    }
}
