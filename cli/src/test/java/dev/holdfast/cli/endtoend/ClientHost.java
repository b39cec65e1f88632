package dev.holdfast.cli.endtoend;

import dev.holdfast.platform.process.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A machine that is backed up: folders of its own on this one.
 *
 * @param launcher the script by which it starts the program
 */
public record ClientHost(Path folder, Path launcher) {

    public static ClientHost in(Path folder) throws IOException {
        return in(folder, Program.launcher());
    }

    public static ClientHost in(Path folder, Path launcher) throws IOException {
        Files.createDirectories(folder.resolve("config"));
        return new ClientHost(folder, launcher);
    }

    public CommandResult holdfast(String... arguments) throws IOException {
        String[] words =
                Program.with(List.of(launcher.toString()), arguments).toArray(String[]::new);
        return Program.run(environment(), words);
    }

    /** The same, of which nothing but success is expected. */
    public String mustHoldfast(String... arguments) throws IOException {
        CommandResult result = holdfast(arguments);
        if (result.exitCode() != 0) {
            throw new IOException(
                    "holdfast %s: exit %d, %s"
                            .formatted(
                                    String.join(" ", arguments),
                                    result.exitCode(),
                                    result.errors()));
        }
        return result.output();
    }

    public Map<String, String> environment() {
        return Map.of(
                "HOLDFAST_CONFIG", folder.resolve("config").toString(),
                "HOLDFAST_STATE", state().toString(),
                "HOLDFAST_CACHE", folder.resolve("cache").toString());
    }

    public Path state() {
        return folder.resolve("state");
    }

    /** The same client with a configuration and a cache of its own. */
    ClientHost withConfig(Path other) throws IOException {
        ClientHost copy = in(other, launcher);
        Files.createSymbolicLink(copy.state(), state());
        return copy;
    }

    public void configure(String clientToml) throws IOException {
        Files.writeString(folder.resolve("config/client.toml"), clientToml);
    }

    /** Becomes a client with new keys, and returns the file with their recovery code. */
    public Path join(String invitation) throws IOException {
        Path code = folder.resolve("recovery-code");
        mustHoldfast("setup", "--recovery-code-file", code.toString(), invitation);
        return code;
    }
}
