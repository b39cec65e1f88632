package dev.holdfast.cli.endtoend;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.platform.process.Command;
import dev.holdfast.platform.process.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The program as it was built, and other programs that play a part. */
public final class Program {
    private static final CommandResult.Limits LIMITS =
            new CommandResult.Limits(8 << 20, Duration.ofMinutes(10));

    /** The number of an account that is not root's; it need not have a name. */
    static final String NOBODY = "65534";

    private Program() {}

    /** The script by which people start it. */
    public static Path launcher() {
        return tree().resolve("holdfast");
    }

    public static Path tree() {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("verify"))) {
            root = requireNonNull(root.getParent(), "not inside the source tree");
        }
        return root;
    }

    /** Skips a test unless the program was built from these sources; no test may build it. */
    public static void assumeBuilt() throws IOException {
        CommandResult answer =
                run(
                        Map.of("TREE", tree().toString()),
                        "sh",
                        "-c",
                        ". $TREE/build/common.sh; is_built $TREE $TREE/target/program/current");
        assumeTrue(answer.exitCode() == 0, "the program is not built: run ./holdfast --version");
    }

    /** As root: skips a test unless other users can start the program. */
    static void assumeOpenToAll() throws IOException {
        CommandResult version =
                run(
                        Map.of(),
                        "setpriv",
                        "--reuid=" + NOBODY,
                        "--clear-groups",
                        "--",
                        launcher().toString(),
                        "--version");
        assumeTrue(version.exitCode() == 0, "an ordinary user cannot read the program here");
    }

    public static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** Runs a program with nothing in its environment but what is given. */
    public static CommandResult run(Map<String, String> environment, String... arguments)
            throws IOException {
        Map<String, String> all = new HashMap<>(environment);
        // By this the launcher knows that it must not build, whatever changes meanwhile.
        all.put("SSH_ORIGINAL_COMMAND", "a test");
        return CommandResult.of(new Command(List.of(arguments), all), LIMITS);
    }

    /** Runs a script that must succeed, and returns what it printed. */
    public static String shell(String script) throws IOException {
        CommandResult result = run(Map.of(), "sh", "-euc", script);
        if (result.exitCode() != 0) {
            throw new IOException(
                    "exit %d, %s: %s".formatted(result.exitCode(), result.errors(), script));
        }
        return result.output();
    }

    /** What rsync would have to do to make the one tree the other: nothing, if they are alike. */
    public static String difference(Path expected, Path actual) throws IOException {
        return shell(
                "rsync -aHAXS --checksum --dry-run --itemize-changes --delete '%s/' '%s/'"
                        .formatted(expected, actual));
    }

    public static List<String> with(List<String> first, String... rest) {
        List<String> all = new ArrayList<>(first);
        all.addAll(List.of(rest));
        return all;
    }
}
