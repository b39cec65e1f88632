package dev.holdfast.client.config;

import dev.holdfast.model.Printable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;

/**
 * A TOML file of sections with keys, held against the keys that exist: anything else in it is an
 * error that names file, line and the key that was probably meant.
 */
final class Settings {
    private final Path file;
    private final TomlParseResult toml;

    private Settings(Path file, TomlParseResult toml) {
        this.file = file;
        this.toml = toml;
    }

    /**
     * @param file only named in errors
     * @param known every key with its section: {@code section.key}
     * @throws ConfigException when the text is not TOML or has a key that is not known
     */
    static Settings parse(Path file, String text, Set<String> known) throws ConfigException {
        TomlParseResult toml = Toml.parse(text);
        if (toml.hasErrors()) {
            TomlParseError first = toml.errors().getFirst();
            throw error(file, first.position(), Printable.of(String.valueOf(first.getMessage())));
        }
        Settings settings = new Settings(file, toml);
        settings.requireKnown(known);
        return settings;
    }

    private void requireKnown(Set<String> known) throws ConfigException {
        Set<String> accepted = new TreeSet<>(known);
        known.forEach(key -> accepted.add(section(key)));
        for (List<String> path : toml.keyPathSet(true)) {
            String key = Toml.joinKeyPath(path);
            if (!accepted.contains(key)) {
                throw error(path, unknown(key, known));
            }
            if (!known.contains(key) && !toml.isTable(path)) {
                throw error(path, "'%s' is a section: write [%s]".formatted(key, key));
            }
        }
    }

    private static String unknown(String key, Set<String> known) {
        Set<String> candidates = new TreeSet<>(known);
        known.forEach(each -> candidates.add(section(each)));
        String meant =
                NearestKey.of(key, candidates)
                        .map("did you mean '%s'?"::formatted)
                        .orElse("known are " + String.join(", ", new TreeSet<>(known)));
        return "unknown key '%s'; %s".formatted(Printable.of(key), meant);
    }

    private static String section(String key) {
        return key.substring(0, key.indexOf('.'));
    }

    Optional<String> text(String key) throws ConfigException {
        return switch (toml.get(key)) {
            case null -> Optional.empty();
            case String text when !text.isBlank() -> Optional.of(text);
            default -> throw error(key, "'%s' must be a text in quotes".formatted(key));
        };
    }

    /** The number at the key, or {@code usual} when it is not there. */
    int number(String key, int usual, Range range) throws ConfigException {
        return switch (toml.get(key)) {
            case null -> usual;
            case Long number when range.contains(number) -> number.intValue();
            default ->
                    throw error(
                            key,
                            "'%s' must be a number from %d to %d"
                                    .formatted(key, range.min(), range.max()));
        };
    }

    /** Whether the key says so; it does not when it is not there. */
    boolean choice(String key) throws ConfigException {
        return switch (toml.get(key)) {
            case null -> false;
            case Boolean choice -> choice;
            default -> throw error(key, "'%s' must be true or false".formatted(key));
        };
    }

    List<String> texts(String key) throws ConfigException {
        Object value = toml.get(key);
        if (value == null) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        if (value instanceof TomlArray array) {
            array.toList().stream()
                    .filter(String.class::isInstance)
                    .map(String.class::cast)
                    .forEach(texts::add);
            if (texts.size() == array.size()) {
                return List.copyOf(texts);
            }
        }
        throw error(key, "'%s' must be a list of texts in quotes".formatted(key));
    }

    /** Names file and line of the key. */
    ConfigException error(String key, String sentence) {
        return error(Toml.parseDottedKey(key), sentence);
    }

    private ConfigException error(List<String> path, String sentence) {
        return error(file, toml.inputPositionOf(path), sentence);
    }

    private static ConfigException error(
            Path file, @Nullable TomlPosition position, String sentence) {
        String line = position == null ? "" : ":" + position.line();
        return new ConfigException(
                "%s%s: %s".formatted(Printable.of(file.toString()), line, sentence));
    }

    /** Both ends are allowed. */
    record Range(int min, int max) {
        boolean contains(long number) {
            return number >= min && number <= max;
        }
    }
}
