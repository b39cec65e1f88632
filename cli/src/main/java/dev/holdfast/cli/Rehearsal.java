package dev.holdfast.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/**
 * Goes once, at build time, through what the program does most often, so that the JVM can write
 * down the classes that it loaded on the way and find them ready at every later start.
 *
 * <p>The class itself is never used when the program runs.
 */
public final class Rehearsal {
    private static final List<List<String>> COMMAND_LINES =
            List.of(List.of("--version"), List.of("--help"), List.of("--unknown"));

    private Rehearsal() {}

    /** Runs every command line of the rehearsal; what they print is thrown away. */
    public static void main(String[] arguments) {
        for (List<String> commandLine : COMMAND_LINES) {
            PrintWriter nowhere = new PrintWriter(new StringWriter());
            Main.run(nowhere, nowhere, commandLine.toArray(String[]::new));
        }
    }
}
