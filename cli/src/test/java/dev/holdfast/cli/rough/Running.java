package dev.holdfast.cli.rough;

import dev.holdfast.cli.endtoend.ClientHost;
import dev.holdfast.cli.endtoend.Program;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The program while it runs, which can be sent signals. */
final class Running implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Process process;
    private final CompletableFuture<String> output = new CompletableFuture<>();
    private final CompletableFuture<String> errors = new CompletableFuture<>();

    private Running(Process process) {
        this.process = process;
        read(process.getInputStream(), output);
        read(process.getErrorStream(), errors);
    }

    /** What became of it: 128 and the signal's number if a signal ended it. */
    record End(int status, String output, String errors) {}

    static Running start(ClientHost client, String... arguments) throws IOException {
        List<String> words = new ArrayList<>(List.of(client.launcher().toString()));
        words.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().putAll(client.environment());
        return new Running(builder.start());
    }

    private static void read(InputStream stream, CompletableFuture<String> whole) {
        Thread.ofPlatform()
                .daemon()
                .start(() -> {
                    try (stream) {
                        whole.complete(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
                    } catch (IOException broken) {
                        whole.completeExceptionally(broken);
                    }
                });
    }

    /** Waits; whether it has ended meanwhile. */
    boolean endsWithin(Duration time) throws InterruptedException {
        return process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * @param signal its name, such as {@code INT}
     */
    void send(String signal) throws IOException {
        if (process.isAlive()) {
            Program.shell("kill -%s %d || true".formatted(signal, process.pid()));
        }
    }

    /** By its handle: {@link Process#destroyForcibly} would close what it has printed. */
    void kill() {
        process.toHandle().destroyForcibly();
    }

    End end() throws Exception {
        if (!endsWithin(LIMIT)) {
            throw new AssertionError("it has not ended within " + LIMIT);
        }
        return new End(
                process.exitValue(),
                output.get(LIMIT.toSeconds(), TimeUnit.SECONDS),
                errors.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
    }

    @Override
    public void close() {
        kill();
        process.onExit().join(); // what it still writes would be in the way of who tidies up
    }
}
