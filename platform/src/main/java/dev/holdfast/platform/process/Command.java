package dev.holdfast.platform.process;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A program with its arguments, and what is added to its environment. From our own environment it
 * gets only what finds programs and the user's home, and messages are in plain English, unless it
 * is the user's own.
 */
public record Command(
        List<String> arguments, Map<String, String> environment, Inheritance inheritance) {
    private static final Set<String> INHERITED =
            Set.of("HOME", "LOGNAME", "PATH", "SHELL", "TMPDIR", "TZ", "USER");

    /** What a program gets of our own environment. */
    public enum Inheritance {
        /** What finds programs and the user's home. */
        LITTLE,
        /** All of it: the program is run as if the user had typed it. */
        ALL,
        /** None of it. */
        NOTHING
    }

    public Command {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException("a command needs a program");
        }
    }

    public Command(List<String> arguments, Map<String, String> environment) {
        this(arguments, environment, Inheritance.LITTLE);
    }

    public static Command of(String... arguments) {
        return new Command(List.of(arguments), Map.of());
    }

    /** A program that the user named, to be run as if the user had typed it. */
    public static Command ofUser(List<String> arguments) {
        return new Command(arguments, Map.of(), Inheritance.ALL);
    }

    /** The program, as it was given. */
    public String program() {
        return arguments.getFirst();
    }

    Map<String, String> wholeEnvironment(Map<String, String> own) {
        Map<String, String> whole = new TreeMap<>();
        switch (inheritance) {
            case LITTLE -> {
                whole.putAll(own);
                whole.keySet().retainAll(INHERITED);
                whole.put("LC_ALL", "C");
            }
            case ALL -> whole.putAll(own);
            case NOTHING -> {}
        }
        whole.putAll(environment);
        return whole;
    }
}
