package dev.holdfast.platform.process;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A program with its arguments, and what is added to its environment. From our own environment it
 * gets only what finds programs and the user's home; messages are in plain English.
 */
public record Command(List<String> arguments, Map<String, String> environment) {
    private static final Set<String> INHERITED =
            Set.of("HOME", "LOGNAME", "PATH", "SHELL", "TMPDIR", "TZ", "USER");

    public Command {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException("a command needs a program");
        }
    }

    public static Command of(String... arguments) {
        return new Command(List.of(arguments), Map.of());
    }

    /** The program, as it was given. */
    public String program() {
        return arguments.getFirst();
    }

    Map<String, String> wholeEnvironment(Map<String, String> own) {
        Map<String, String> whole = new TreeMap<>(own);
        whole.keySet().retainAll(INHERITED);
        whole.put("LC_ALL", "C");
        whole.putAll(environment);
        return whole;
    }
}
