package dev.holdfast.testkit.example;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An example in which every key stands behind a {@code #}, and every other comment has a space
 * there.
 *
 * @param toml what it says once these marks are gone
 */
public record ExampleConfiguration(String toml) {
    private static final Pattern SECTION = Pattern.compile("\\[(\\S+)]");
    private static final Pattern KEY = Pattern.compile("([a-z_-]+) = .*");

    /**
     * @param name below {@code docs/examples}, such as {@code client.toml}
     */
    public static ExampleConfiguration read(String name) throws IOException {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(root.resolve("docs/examples"))) {
            root = root.resolve("..").normalize();
        }
        String text = Files.readString(root.resolve("docs/examples").resolve(name));
        return new ExampleConfiguration(
                text.lines()
                        .map(line -> line.replaceFirst("^#(?! )", ""))
                        .collect(Collectors.joining("\n")));
    }

    /** All keys, each with its section before it. */
    public SortedSet<String> keys() {
        SortedSet<String> keys = new TreeSet<>();
        String section = "";
        for (String line : toml.lines().toList()) {
            Matcher begins = SECTION.matcher(line);
            Matcher key = KEY.matcher(line);
            if (begins.matches()) {
                section = begins.group(1) + ".";
            } else if (key.matches()) {
                keys.add(section + key.group(1));
            }
        }
        return keys;
    }
}
