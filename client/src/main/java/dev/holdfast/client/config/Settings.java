package dev.holdfast.client.config;

import dev.holdfast.client.schedule.Schedule;
import dev.holdfast.model.Printable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * A TOML file of sections with keys, held against the keys that exist: anything else in it is an
 * error that names file, line and the key that was probably meant.
 */
final class Settings {
    private static final String ANY_NAME = ".NAME.";

    private final Path file;
    private final TomlParseResult toml;

    private Settings(Path file, TomlParseResult toml) {
        this.file = file;
        this.toml = toml;
    }

    /**
     * @param file only named in errors
     * @param known every key with its section: {@code section.key}; in {@code family.NAME.key} any
     *     name may stand
     * @throws ConfigException when the text is not TOML or has a key that is not known
     */
    static Settings parse(Path file, String text, Set<String> known) throws ConfigException {
        TomlParseResult toml = Toml.parse(text);
        if (toml.hasErrors()) {
            TomlParseError first = toml.errors().getFirst();
            throw error(file, first.position(), Printable.of(String.valueOf(first.getMessage())));
        }
        Settings settings = new Settings(file, toml);
        Set<String> there = new TreeSet<>(known);
        known.forEach(key -> there.addAll(settings.spelt(key)));
        settings.requireKnown(there);
        return settings;
    }

    /** A key of a family with each name that there is in it; no other key. */
    private List<String> spelt(String key) {
        int name = key.indexOf(ANY_NAME);
        if (name < 0) {
            return List.of();
        }
        String family = key.substring(0, name);
        String rest = key.substring(name + ANY_NAME.length() - 1);
        return names(family).stream().map(each -> member(family, each) + rest).toList();
    }

    /** The names that there are in a family of sections, in the order of the file. */
    List<String> names(String family) {
        TomlTable table = toml.isTable(family) ? toml.getTable(family) : null;
        return table == null
                ? List.of()
                : table.keySet().stream()
                        .sorted(Comparator.comparingInt(name -> line(member(family, name))))
                        .toList();
    }

    private int line(String key) {
        TomlPosition position = toml.inputPositionOf(key);
        return position == null ? 0 : position.line();
    }

    /** The section of that name. */
    static String member(String family, String name) {
        return Toml.joinKeyPath(List.of(family, name));
    }

    private void requireKnown(Set<String> known) throws ConfigException {
        Set<String> accepted = new TreeSet<>(known);
        known.forEach(key -> accepted.addAll(sections(key)));
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
        known.forEach(each -> candidates.addAll(sections(each)));
        String meant =
                NearestKey.of(key, candidates)
                        .map("did you mean '%s'?"::formatted)
                        .orElse("known are " + String.join(", ", new TreeSet<>(known)));
        return "unknown key '%s'; %s".formatted(Printable.of(key), meant);
    }

    /** All in which the key lies. */
    private static List<String> sections(String key) {
        List<String> path = Toml.parseDottedKey(key);
        return IntStream.range(1, path.size())
                .mapToObj(length -> Toml.joinKeyPath(path.subList(0, length)))
                .toList();
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

    Optional<Schedule> schedule(String key) throws ConfigException {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Schedule.parse(text.get()));
        } catch (IllegalArgumentException wrong) {
            throw error(key, String.valueOf(wrong.getMessage()));
        }
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
