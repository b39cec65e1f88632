package dev.holdfast.cli.command;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Commands by their names, in the order in which the help names them. Made when they are needed:
 * reading the annotations of all of them takes longer than many a command.
 */
public final class Commands {
    private final Map<String, Supplier<Object>> byName = new LinkedHashMap<>();

    /** Adds a command; returns this. */
    public Commands with(String name, Supplier<Object> command) {
        byName.put(name, command);
        return this;
    }

    /** Adds commands; returns this. */
    public Commands with(Map<String, Supplier<Object>> commands) {
        byName.putAll(commands);
        return this;
    }

    /**
     * Just the command that a line names, or all of them if it names none.
     *
     * @param position in the line at which a name is expected
     */
    public Collection<Supplier<Object>> needed(List<String> line, int position) {
        Supplier<Object> named = line.size() > position ? byName.get(line.get(position)) : null;
        return named == null ? byName.values() : List.of(named);
    }
}
