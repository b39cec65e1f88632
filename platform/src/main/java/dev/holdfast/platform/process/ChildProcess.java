package dev.holdfast.platform.process;

import dev.holdfast.platform.linux.ProcessGroup;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A running program, with pipes to its input and from its output. What it says on its error stream
 * goes line by line to a consumer, on a thread of its own, so that it never blocks on a full pipe.
 */
public final class ChildProcess implements AutoCloseable {
    /** Longer lines of the error stream are cut, so that no program can fill our memory. */
    public static final int ERROR_LINE_LENGTH_MAX = 4096;

    private static final String SETSID = "setsid";

    /** How long a program may take to end when asked, before it is killed. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Process process;
    private final Thread errorReader;

    private ChildProcess(Process process, Thread errorReader) {
        this.process = process;
        this.errorReader = errorReader;
    }

    /**
     * Starts the program. The consumer gets the lines of the error stream in order, each without
     * its end and cut to {@link #ERROR_LINE_LENGTH_MAX} bytes; it must not throw.
     *
     * @throws IOException if the program cannot be started
     */
    public static ChildProcess start(Command command, Consumer<String> errorLines)
            throws IOException {
        Process process = started(command.program(), builder(command));
        Thread reader = reader(command.program(), process.getErrorStream(), errorLines);
        return new ChildProcess(process, reader);
    }

    /**
     * Starts the program in a session of its own, without a terminal, without input and in the root
     * directory; {@link #killSession} ends it with all that it started. The consumer gets the lines
     * of both its streams, as they come, like those of the error stream of {@link #start}.
     *
     * @throws IOException if setsid(1) cannot be started; what it cannot start it says in a line
     */
    public static ChildProcess startSession(Command command, Consumer<String> lines)
            throws IOException {
        List<String> words = new ArrayList<>(List.of(SETSID));
        words.addAll(command.arguments());
        ProcessBuilder builder =
                builder(new Command(words, command.environment(), command.inheritance()))
                        .directory(new File("/"))
                        .redirectErrorStream(true)
                        .redirectInput(new File("/dev/null"));
        Process process = started(SETSID, builder);
        Thread reader = reader(command.program(), process.getInputStream(), lines);
        return new ChildProcess(process, reader);
    }

    private static ProcessBuilder builder(Command command) {
        ProcessBuilder builder = new ProcessBuilder(command.arguments());
        Map<String, String> environment = builder.environment();
        Map<String, String> wanted = command.wholeEnvironment(Map.copyOf(environment));
        environment.clear();
        environment.putAll(wanted);
        return builder;
    }

    private static Thread reader(String program, InputStream source, Consumer<String> lines) {
        return Thread.ofPlatform()
                .name(program + "-lines")
                .daemon()
                .start(new LineReader(source, lines));
    }

    private static Process started(String program, ProcessBuilder builder) throws IOException {
        try {
            return builder.start();
        } catch (IOException refused) {
            Throwable why = refused.getCause() == null ? refused : refused.getCause();
            throw new IOException(
                    "cannot run %s: %s"
                            .formatted(program, String.valueOf(why.getMessage()).strip()),
                    refused);
        }
    }

    /** What is written here the program reads; closing it tells the program that it is all. */
    public OutputStream input() {
        return process.getOutputStream();
    }

    /** What the program writes to its standard output. */
    public InputStream output() {
        return process.getInputStream();
    }

    /** Waits for the end, and returns the exit code: 128 and the signal's number if killed. */
    public int waitFor() throws IOException {
        try {
            int code = process.waitFor();
            joinErrorReader();
            return code;
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** Like {@link #waitFor()}; empty if the program still runs after that time. */
    public OptionalInt waitFor(Duration limit) throws IOException {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return OptionalInt.empty();
            }
            joinErrorReader();
            return OptionalInt.of(process.exitValue());
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** Not for ever, as a grandchild may hold the error stream open. */
    private void joinErrorReader() throws InterruptedException {
        errorReader.join(GRACE);
    }

    /** What a reader of the output of an ended program makes of it. */
    static <T> T await(Future<T> reader) throws IOException {
        try {
            return reader.get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException("cannot read a program's output", e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("a program has ended, but not its output", e);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Asks the program to end, without waiting. */
    public void stop() {
        process.destroy();
    }

    /** Ends the program at once, without waiting. */
    public void kill() {
        process.destroyForcibly();
    }

    /**
     * Ends at once the program of {@link #startSession} and all that it started, as far as it did
     * not detach itself for good: it has a session of its own, and nobody knows its parent.
     */
    public void killSession() {
        List<ProcessHandle> others = process.descendants().toList();
        ProcessGroup.kill(process.pid());
        others.forEach(ProcessHandle::destroyForcibly);
        kill();
    }

    /** Stops the program if it still runs, kills it if it does not obey, and closes its pipes. */
    @Override
    public void close() throws IOException {
        try {
            if (process.isAlive()) {
                stop();
                if (waitFor(GRACE).isEmpty()) {
                    kill();
                    waitFor(GRACE);
                }
            }
        } finally {
            kill();
            closePipes();
        }
    }

    private void closePipes() throws IOException {
        process.getInputStream().close();
        process.getErrorStream().close();
        try {
            process.getOutputStream().close();
        } catch (IOException unread) {
            // The program ended without reading all: its exit code tells whether that matters.
        }
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted while waiting for a program");
    }
}
