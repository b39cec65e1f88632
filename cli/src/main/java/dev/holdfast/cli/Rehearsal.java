package dev.holdfast.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Goes once, at build time, through what the program does most often, so that the JVM can write
 * down the classes that it loaded on the way, and which code was worth compiling, and find them
 * ready at every later start.
 *
 * <p>The class itself is never used when the program runs.
 */
public final class Rehearsal {
    /** Small and large files that are there wherever the program is built or installed. */
    private static final List<String> SAVED = List.of("conf", "legal", "lib/security");

    private Rehearsal() {}

    /**
     * Runs every command line of the rehearsal; what they print is thrown away.
     *
     * @param arguments a folder to work in, empty but for a program in the place of ssh, which
     *     leads to the standard streams of this process; on a disc from which no program runs there
     *     is none
     * @throws IOException if a command fails: then the cache would be made of a failure
     */
    public static void main(String[] arguments) throws IOException {
        String folder = arguments[0];
        rehearse("--version");
        rehearse("--help");
        List<String> paths = new ArrayList<>();
        for (String path : SAVED) {
            paths.add(System.getProperty("java.home") + "/" + path);
        }
        withVault(folder, "backup", paths);
        withVault(folder, "backup", paths);
        withVault(folder, "list", List.of());
        withVault(folder, "restore", List.of("--to", folder + "/restored", "--all"));
        withVault(folder, "check", List.of());
        if (Files.isExecutable(Path.of(folder, "ssh"))) {
            ServedRehearsal served = ServedRehearsal.in(Path.of(folder, "served"));
            served.serve();
            rehearse(served.client("backup", paths));
        }
    }

    private static void withVault(String folder, String command, List<String> arguments)
            throws IOException {
        List<String> line = new ArrayList<>(List.of(command, "--vault", folder + "/vault"));
        for (String own : List.of("state", "cache", "config")) {
            line.addAll(List.of("--" + own, folder + "/" + own));
        }
        line.addAll(arguments);
        rehearse(line.toArray(String[]::new));
    }

    static void rehearse(String... commandLine) throws IOException {
        StringWriter said = new StringWriter();
        PrintWriter nowhere = new PrintWriter(said);
        if (Main.run(nowhere, nowhere, commandLine) != 0) {
            throw new IOException("the rehearsal failed: " + said);
        }
    }
}
