package dev.holdfast.server.config;

import dev.holdfast.model.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * Values of a TOML file by their path: the names of the sections that they are in, and their key.
 */
final class TomlFile {
    private final TomlParseResult toml;
    private final String file;

    private TomlFile(TomlParseResult toml, String file) {
        this.toml = toml;
        this.file = file;
    }

    static TomlFile parse(String text, String file) throws ConfigException {
        TomlParseResult toml = Toml.parse(text);
        if (toml.hasErrors()) {
            TomlParseError first = toml.errors().getFirst();
            String message = String.valueOf(first.getMessage());
            throw new ConfigException(
                    file, first.position().line(), "not TOML: " + Printable.of(message));
        }
        return new TomlFile(toml, file);
    }

    /**
     * Refuses a section with other keys.
     *
     * @param section empty for the file's top
     */
    void requireKnown(List<String> section, List<String> known) throws ConfigException {
        if (!section.isEmpty() && toml.get(section) == null) {
            return;
        }
        for (String key : new TreeSet<>(table(section).keySet())) {
            if (!known.contains(key)) {
                throw wrong(
                        below(section, key),
                        "unknown key '%s' (known: %s)"
                                .formatted(Printable.of(key), String.join(", ", known)));
            }
        }
    }

    private TomlTable table(List<String> section) throws ConfigException {
        if (section.isEmpty()) {
            return toml;
        }
        if (toml.get(section) instanceof TomlTable table) {
            return table;
        }
        throw wrong(section, "'%s' must be a section".formatted(String.join(".", section)));
    }

    private static List<String> below(List<String> section, String key) {
        List<String> path = new ArrayList<>(section);
        path.add(key);
        return path;
    }

    boolean has(List<String> path) {
        return toml.get(path) != null;
    }

    /** A text, turned into a value that may refuse it. */
    <T> Optional<T> text(List<String> path, Function<String, T> value) throws ConfigException {
        return switch (toml.get(path)) {
            case null -> Optional.empty();
            case String text -> Optional.of(checked(path, text, value));
            default -> throw wrong(path, "'%s' must be a text in quotes".formatted(key(path)));
        };
    }

    /** Texts in brackets, or one alone, each turned into a value that may refuse it. */
    <T> Optional<List<T>> texts(List<String> path, Function<String, T> value)
            throws ConfigException {
        if (!(toml.get(path) instanceof TomlArray array)) {
            return text(path, value).map(List::of);
        }
        List<T> values = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            if (!(array.get(i) instanceof String text)) {
                throw wrong(path, "'%s' must be texts in quotes".formatted(key(path)));
            }
            values.add(checked(path, text, value));
        }
        return Optional.of(values);
    }

    /** A whole number, turned into a value that may refuse it. */
    <T> Optional<T> number(List<String> path, Function<Long, T> value) throws ConfigException {
        return switch (toml.get(path)) {
            case null -> Optional.empty();
            case Long number -> Optional.of(checked(path, number, value));
            default -> throw wrong(path, "'%s' must be a number".formatted(key(path)));
        };
    }

    /** A text or a whole number. */
    <T> Optional<T> either(List<String> path, Function<String, T> value) throws ConfigException {
        return toml.get(path) instanceof Long number
                ? Optional.of(checked(path, number.toString(), value))
                : text(path, value);
    }

    private static String key(List<String> path) {
        return path.getLast();
    }

    private <F, T> T checked(List<String> path, F from, Function<F, T> value)
            throws ConfigException {
        try {
            return value.apply(from);
        } catch (IllegalArgumentException impossible) {
            throw wrong(path, String.valueOf(impossible.getMessage()));
        }
    }

    /** A complaint about a value; about one that is not there it names the file's first line. */
    ConfigException wrong(List<String> path, String sentence) {
        @Nullable TomlPosition position = toml.inputPositionOf(path);
        return new ConfigException(file, position == null ? 1 : position.line(), sentence);
    }

    static String quoted(String text) {
        return '"' + Toml.tomlEscape(text).toString() + '"';
    }

    /** A top-level text of a file that may be wrong elsewhere. */
    static Optional<String> textDespiteErrors(String toml, String key) {
        return Toml.parse(toml).get(List.of(key)) instanceof String text
                ? Optional.of(text)
                : Optional.empty();
    }
}
