package dev.holdfast.platform.process;

import java.io.IOException;
import java.io.OutputStream;
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
        return of(command, new byte[0], limits);
    }

    /** The same with something on its standard input, of which it may take as much as it likes. */
    public static CommandResult of(Command command, byte[] input, Limits limits)
            throws IOException {
        LastLines errors = new LastLines(ERROR_LINES_MAX);
        try (ChildProcess child = ChildProcess.start(command, errors)) {
            CompletableFuture<byte[]> output = new CompletableFuture<>();
            Thread.ofPlatform().daemon().start(() -> read(child, limits, output));
            feed(child, input);
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

    private static void feed(ChildProcess child, byte[] input) throws IOException {
        if (input.length == 0) {
            child.input().close();
            return;
        }
        try (OutputStream in = child.input()) {
            in.write(input);
        } catch (IOException ended) {
            // A command that ends before it took all of it says why by itself.
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
