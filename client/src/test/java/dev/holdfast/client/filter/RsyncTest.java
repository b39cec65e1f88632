package dev.holdfast.client.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.RawName;
import dev.holdfast.testkit.Seeds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;

/** Random rules select from random trees what the real rsync selects. */
class RsyncTest {
    private static final int CASES_A_RUN = 50;

    @TempDir private Path folder;

    @ParameterizedTest(name = "seed {0}")
    @Seeds(8)
    void patternsMeanWhatTheyMeanToRsync(long seed) throws IOException {
        patterns(seed, false);
    }

    @ParameterizedTest(name = "seed {0}")
    @Seeds(8)
    void patternsThatHardlyAnybodyWritesMeanWhatTheyMeanToRsync(long seed) throws IOException {
        patterns(seed, true);
    }

    @ParameterizedTest(name = "seed {0}")
    @Seeds(60)
    void filesOfRulesSelectWhatTheySelectForRsync(long seed) throws IOException {
        files(seed);
    }

    @ParameterizedTest(name = "seed {0}")
    @Seeds(100)
    @Tag("long")
    void manyPatternsMeanWhatTheyMeanToRsync(long seed) throws IOException {
        patterns(seed, seed % 2 == 0);
    }

    @ParameterizedTest(name = "seed {0}")
    @Seeds(3000)
    @Tag("long")
    void manyFilesOfRulesSelectWhatTheySelectForRsync(long seed) throws IOException {
        files(seed);
    }

    /** Many trees for one process, each with rules in a file of its own. */
    private void patterns(long seed, boolean wild) throws IOException {
        Path top = Files.createDirectory(folder.resolve("top"));
        RandomCase random = new RandomCase(new Random(seed), wild);
        for (int i = 0; i < CASES_A_RUN; i++) {
            Path tree = Files.createDirectory(top.resolve("case" + i));
            random.tree(tree, 2);
            RandomCase.write(tree.resolve(".filter"), random.lines(8, false));
        }
        compare(top, List.of(": .filter"));
    }

    /** One tree, with rules in files that name one another, and in its directories. */
    private void files(long seed) throws IOException {
        Path top = Files.createDirectory(folder.resolve("top"));
        Random random = new Random(seed);
        RandomCase cases = new RandomCase(random, false);
        for (Path directory : cases.tree(top, 3)) {
            for (String file : RandomCase.DIRECTORY_FILES) {
                Path rules = directory.resolve(file);
                if (random.nextInt(3) == 0 && !Files.exists(rules, LinkOption.NOFOLLOW_LINKS)) {
                    RandomCase.write(rules, cases.lines(3, random.nextInt(4) == 0));
                }
            }
        }
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        Path words = folder.resolve("words");
        RandomCase.write(words, cases.patterns(3));
        RandomCase.write(second, cases.lines(4, true));
        List<String> lines = new ArrayList<>(cases.lines(4, true));
        lines.add(List.of(". ", ".p ", ".e ", "merge,s ").get(random.nextInt(4)) + second);
        lines.add(List.of(".- ", ".+w ", ".-e ", ".C ").get(random.nextInt(4)) + words);
        lines.add(cases.absoluteRule(top));
        Collections.shuffle(lines, random);
        RandomCase.write(first, lines);
        compare(top, List.of(cases.rule(), ". " + first));
    }

    /** Both select the same, or both refuse. */
    private void compare(Path top, List<String> filters) throws IOException {
        Set<String> expected = Set.of();
        boolean refused = false;
        try {
            expected = Rsync.select(top, filters);
        } catch (IOException refusal) {
            assertThat(refusal).hasMessageContaining("ended with 1:");
            refused = true;
        }
        Set<String> selected = new TreeSet<>();
        try {
            new Chosen(top, selected).below(filter(top, filters));
        } catch (FilterException refusal) {
            assertThat(refused).describedAs(refusal.getMessage()).isTrue();
            return;
        }
        assertThat(refused).describedAs("rsync refuses").isFalse();
        assertThat(selected).isEqualTo(expected);
    }

    private static Filter filter(Path top, List<String> filters) throws IOException {
        FilterBuilder builder =
                new FilterBuilder(
                        path -> shortened(top, Files.readAllBytes(Path.of(path.toString()))));
        return builder.commandLine(filters.stream().map(Rules::rule).toList()).build();
    }

    /** Our root directory is the one that rsync starts from. */
    private static byte[] shortened(Path top, byte[] rules) {
        String text = new String(rules, StandardCharsets.ISO_8859_1);
        return Rules.bytes(text.replace(top.toString(), ""));
    }

    /** Walks a tree as a backup does. */
    private record Chosen(Path top, Set<String> selected) {
        void below(Filter filter) throws IOException {
            FilterScope scope = filter.top(file -> read(top, file));
            below(top, "", scope);
        }

        private void below(Path directory, String path, FilterScope scope) throws IOException {
            if (!scope.problems().isEmpty()) {
                throw new FilterException(Rule.Origin.BUILT_IN, scope.problems().getFirst());
            }
            List<Path> entries;
            try (Stream<Path> list = Files.list(directory)) {
                entries = list.toList();
            }
            for (Path entry : entries) {
                String text = entry.getFileName().toString();
                RawName name = new RawName(Bytes.utf8(text));
                boolean isDirectory = Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS);
                FilterScope.Kind kind =
                        isDirectory ? FilterScope.Kind.DIRECTORY : FilterScope.Kind.OTHER;
                if (!scope.judge(name, kind).isKept()) {
                    continue;
                }
                selected.add(path + text + (isDirectory ? "/" : ""));
                if (isDirectory) {
                    below(entry, path + text + "/", scope.enter(name, file -> read(entry, file)));
                }
            }
        }

        private Optional<byte[]> read(Path directory, RawName file) throws IOException {
            Path path = directory.resolve(file.toString());
            if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.empty();
            }
            try {
                return Optional.of(shortened(top, Files.readAllBytes(path)));
            } catch (NoSuchFileException none) {
                return Optional.empty();
            }
        }
    }
}
