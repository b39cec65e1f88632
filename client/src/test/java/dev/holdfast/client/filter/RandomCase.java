package dev.holdfast.client.filter;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Makes trees and rules that have a chance to mean something to one another. */
public final class RandomCase {
    /** Few and alike, so that patterns meet them. */
    private static final List<String> NAMES =
            List.of("a", "b", "ab", "ba", "aab", "b.a", ".a", "a-b", "B", "7", "a b", "_a");

    /** No rule file may lie in one of these: rsync takes them for wildcards there. */
    private static final List<String> WILD_NAMES =
            List.of("a*", "[a]", "?", "a\\b", "\\", "a\n", "[", "]", "!", "#a", "**");

    private static final List<String> PIECES =
            List.of(
                    "a",
                    "b",
                    "ab",
                    "*",
                    "?",
                    "**",
                    "[ab]",
                    "[!a]",
                    "[a-z]",
                    "*a",
                    "b*",
                    "a*b",
                    "[[:alpha:]]",
                    "[[:punct:]]",
                    "[^b]",
                    "?*",
                    "a**",
                    "**b",
                    ".",
                    "B",
                    "7",
                    "_");

    private static final List<String> WILD_PIECES =
            List.of(
                    "\\",
                    "\\*",
                    "[",
                    "]",
                    "[]",
                    "[]a]",
                    "[a",
                    "[a-",
                    "[\\]]",
                    "[[:alpha]",
                    "!",
                    "***",
                    "[[:none:]]",
                    "[!]]",
                    "[[:digit:][:upper:]]",
                    "\\a",
                    "[a\\-b]",
                    " ",
                    "#",
                    "[b-a]",
                    "[--b]",
                    "[:a]",
                    "[[:]",
                    "//",
                    "[/]",
                    "a/[!b]",
                    "\\[",
                    "\\?",
                    "\\\\");

    private final Random random;
    private final boolean wild;

    /**
     * @param wild names and patterns that hardly anybody writes, too
     */
    public RandomCase(Random random, boolean wild) {
        this.random = random;
        this.wild = wild;
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private boolean oneIn(int chances) {
        return random.nextInt(chances) == 0;
    }

    private <T> List<T> some(int max, Supplier<T> one) {
        List<T> some = new ArrayList<>();
        int count = random.nextInt(max + 1);
        for (int i = 0; i < count; i++) {
            some.add(one.get());
        }
        return some;
    }

    private String name() {
        return wild && oneIn(3) ? one(WILD_NAMES) : one(NAMES);
    }

    /** Fills a folder, and returns all folders in it, itself included. */
    public List<Path> tree(Path folder, int depth) throws IOException {
        List<Path> folders = new ArrayList<>(List.of(folder));
        for (int i = random.nextInt(3) + 2; i >= 0; i--) {
            Path entry = folder.resolve(name());
            try {
                switch (random.nextInt(depth > 0 ? 6 : 3)) {
                    case 0, 1 -> Files.createFile(entry);
                    case 2 -> Files.createSymbolicLink(entry, Path.of("."));
                    default -> folders.addAll(tree(Files.createDirectory(entry), depth - 1));
                }
            } catch (FileAlreadyExistsException twice) {
                // One of that name is enough.
            }
        }
        return folders;
    }

    String pattern() {
        StringBuilder pattern = new StringBuilder(oneIn(4) ? "/" : "");
        int names = 1 + (oneIn(2) ? random.nextInt(3) : 0);
        for (int i = 0; i < names; i++) {
            pattern.append(i == 0 ? "" : "/");
            if (oneIn(2)) {
                pattern.append(name());
            } else {
                for (int j = random.nextInt(3); j >= 0; j--) {
                    pattern.append(wild && oneIn(4) ? one(WILD_PIECES) : one(PIECES));
                }
            }
        }
        if (oneIn(8)) {
            pattern.append("/***");
        } else if (oneIn(5)) {
            pattern.append('/');
        }
        return pattern.toString().replace('\n', '?');
    }

    /** A rule with a pattern. */
    String rule() {
        String prefix =
                one(
                        List.of(
                                "-",
                                "-",
                                "-",
                                "+",
                                "+",
                                "H",
                                "S",
                                "-!",
                                "+!",
                                "-,p",
                                "exclude",
                                "include",
                                "hide",
                                "show",
                                "exclude,!",
                                "-s",
                                "+sr"));
        return prefix + (oneIn(6) ? "_" : " ") + pattern();
    }

    /** A rule that holds for the pattern as it is, from a folder's top on. */
    String absoluteRule(Path top) {
        return one(List.of("-/ ", "+/ ", "hide,/ ")) + top + "/" + one(NAMES) + "/" + one(NAMES);
    }

    /** A file in each directory, which other rules may name. */
    public static final List<String> DIRECTORY_FILES = List.of(".a", "b", ".rules");

    String directoryRule() {
        String modifiers =
                one(List.of("", "", "", "n", "e", "-", "+", "en", "w-", "p", "s", "wn+"));
        return ":" + modifiers + " " + one(DIRECTORY_FILES);
    }

    /** Lines of a file of rules. */
    public List<String> lines(int max, boolean directories) {
        return some(
                max,
                () -> {
                    if (oneIn(25)) {
                        return one(List.of("!", "clear"));
                    }
                    if (oneIn(12)) {
                        return one(List.of("", "# - a", "; - *", "#"));
                    }
                    return directories && oneIn(6) ? directoryRule() : rule();
                });
    }

    /** Words for a file whose rule says what each of them is. */
    List<String> patterns(int max) {
        return some(max, this::pattern);
    }

    public static void write(Path file, List<String> lines) throws IOException {
        Files.write(file, String.join("\n", lines).getBytes(StandardCharsets.ISO_8859_1));
    }
}
