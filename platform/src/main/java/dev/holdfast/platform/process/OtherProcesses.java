package dev.holdfast.platform.process;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Processes that this one did not start. */
public final class OtherProcesses {
    private OtherProcesses() {}

    /**
     * Ends the processes that were started with these arguments, one after another, among others.
     * They are asked to, and killed if they do not do so in time. This process is left alone.
     *
     * @return how many there were
     * @throws IOException if one is still there, such as that of another user
     */
    public static int end(List<String> arguments, Duration patience) throws IOException {
        List<ProcessHandle> found =
                ProcessHandle.allProcesses()
                        .filter(each -> each.pid() != ProcessHandle.current().pid())
                        .filter(each -> isStartedWith(each, arguments))
                        .toList();
        found.forEach(ProcessHandle::destroy);
        if (!await(found, patience)) {
            found.forEach(ProcessHandle::destroyForcibly);
            if (!await(found, patience)) {
                throw new IOException(
                        "cannot end all processes of '%s'".formatted(String.join(" ", arguments)));
            }
        }
        return found.size();
    }

    private static boolean isStartedWith(ProcessHandle process, List<String> arguments) {
        try {
            byte[] line = Files.readAllBytes(Path.of("/proc/%d/cmdline".formatted(process.pid())));
            List<String> words =
                    List.of(new String(line, StandardCharsets.ISO_8859_1).split("\0", -1));
            return Collections.indexOfSubList(words, arguments) >= 0;
        } catch (IOException ended) {
            return false;
        }
    }

    private static boolean await(List<ProcessHandle> processes, Duration patience)
            throws IOException {
        CompletableFuture<?>[] ends =
                processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(ends).get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException stillThere) {
            return false;
        } catch (ExecutionException impossible) {
            throw new IOException("cannot wait for processes", impossible);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for processes to end");
        }
    }
}
