package dev.holdfast.cli.endtoend;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The processes that sshd started for clients of one server, and those that these started.
 *
 * @param folder where the server's settings lie, which their command lines name
 */
public record ServerProcesses(Path folder) {
    /** Asks them to end. */
    public void stop() {
        running().forEach(ProcessHandle::destroy);
    }

    /** Returns when all have ended, and what they left others to do is done. */
    public void await() {
        for (List<ProcessHandle> all = running(); !all.isEmpty(); all = running()) {
            all.stream().map(ProcessHandle::onExit).forEach(CompletableFuture::join);
        }
    }

    /** Kills them; none is there any more when it returns. */
    public void kill() {
        List<ProcessHandle> all = running();
        all.forEach(ProcessHandle::destroyForcibly);
        all.stream().map(ProcessHandle::onExit).forEach(CompletableFuture::join);
    }

    /** Waits until all of them have ended by themselves. */
    public void awaitEnd() {
        running().stream().map(ProcessHandle::onExit).forEach(CompletableFuture::join);
    }

    private List<ProcessHandle> running() {
        return ProcessHandle.allProcesses()
                .filter(each -> commandLine(each).matches(".* server (serve|deliver) .*"))
                .filter(each -> commandLine(each).contains(folder.toString()))
                .toList();
    }

    private static String commandLine(ProcessHandle process) {
        try {
            byte[] line = Files.readAllBytes(Path.of("/proc", "" + process.pid(), "cmdline"));
            return new String(line, StandardCharsets.UTF_8).replace('\0', ' ');
        } catch (IOException ended) {
            return "";
        }
    }
}
