package dev.holdfast.platform.steps;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Something to be run.
 *
 * @param name for people
 * @param command the program, absolute, and its arguments
 * @param weight whether it matters that it succeeds
 * @param deadline after which it is killed with all that it started
 */
public record Step(String name, List<String> command, Weight weight, Duration deadline) {
    private static final String SHELL = "/bin/sh";

    /** Whether what comes next depends on a step. */
    public enum Weight {
        REQUIRED,
        OPTIONAL
    }

    public Step {
        command = List.copyOf(command);
        if (command.isEmpty() || !Path.of(command.getFirst()).isAbsolute()) {
            throw new IllegalArgumentException("not a command that may be run: " + command);
        }
        if (deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException("no time for " + name);
        }
    }

    /** The same with a deadline that is no later than that. */
    Step within(Duration left) {
        return left.compareTo(deadline) < 0 ? new Step(name, command, weight, left) : this;
    }

    /** An executable, which is called by the name of its file. */
    public static Step of(Path executable, Weight weight, Duration deadline) {
        String name = String.valueOf(executable.getFileName());
        return new Step(name, List.of(executable.toString()), weight, deadline);
    }

    /** A line for the shell, which is its own name. */
    public static Step ofLine(String line, Weight weight, Duration deadline) {
        return new Step(line, List.of(SHELL, "-c", line), weight, deadline);
    }
}
