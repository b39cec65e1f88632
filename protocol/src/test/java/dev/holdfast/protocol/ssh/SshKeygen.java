package dev.holdfast.protocol.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** The judge of what OpenSSH reads: the real ssh-keygen. */
final class SshKeygen {
    /** What a run of it printed and came to. */
    record Verdict(int status, String output) {}

    private SshKeygen() {}

    static Verdict run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ssh-keygen"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        byte[] output = process.getInputStream().readAllBytes();
        return new Verdict(process.waitFor(), new String(output, StandardCharsets.UTF_8).strip());
    }

    /** Writes a file as private as ssh wants keys to be. */
    static Path file(Path folder, String name, String text) throws IOException {
        Path file =
                Files.createFile(
                        folder.resolve(name),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, text);
    }
}
