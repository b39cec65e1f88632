package dev.holdfast.cli.rough;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cli.endtoend.ClientHost;
import dev.holdfast.cli.endtoend.Program;
import dev.holdfast.cli.endtoend.ServerProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Backups of a tree that changes, some of which are killed. */
final class KillStory {
    private static final Pattern COMMITTED =
            Pattern.compile("\"event\":\"committed\",\"snapshot\":(\\d+)");

    /** How often is looked how much has come. */
    private static final Duration LOOK = Duration.ofMillis(2);

    private final Parties parties;
    private final Path folder;
    private final Random random;
    private final String[] options;
    private final ChangingTree tree;
    private final SortedMap<Long, Path> copies = new TreeMap<>();
    private Path latestCopy;
    private int runs;
    private Duration usual = Duration.ofSeconds(2);

    /**
     * Who takes part, or is killed.
     *
     * @param folder for what the story needs beside
     * @param server what the command lines of its processes name
     * @param store where it keeps what it gets
     */
    record Parties(Path folder, ClientHost client, Path server, Path store) {}

    private enum Victim {
        CLIENT,
        SERVER,
        BOTH
    }

    KillStory(Parties parties, ChangingTree tree, Random random, String... options) {
        this.parties = parties;
        this.folder = parties.folder();
        this.random = random;
        this.options = options;
        this.tree = tree;
        this.latestCopy = folder.resolve("none");
    }

    /** Is killed too, and run again until it is made. */
    void firstBackup() throws Exception {
        backUpAndKill();
        backUp();
    }

    int committed() {
        return copies.size();
    }

    /** A backup that nobody disturbs. */
    void backUp() throws Exception {
        try (Running backup = begin()) {
            Running.End end = backup.end();
            assertThat(end.status()).describedAs(end.errors()).isEqualTo(0);
            assertThat(noteCommitted(end)).isTrue();
        }
    }

    /** A backup of which somebody is killed at any moment, maybe after it is done. */
    void backUpAndKill() throws Exception {
        long began = System.nanoTime();
        try (Running backup = begin()) {
            waitForTheMoment(backup);
            Victim victim = Victim.values()[random.nextInt(Victim.values().length)];
            boolean local = !Files.exists(parties.server());
            if (local || victim != Victim.SERVER) {
                backup.kill();
            }
            if (victim != Victim.CLIENT) {
                new ServerProcesses(parties.server()).kill();
            }
            Running.End end = backup.end();
            if (noteCommitted(end) && end.status() == 0) {
                usual = Duration.ofNanos(System.nanoTime() - began);
            }
            assertThat(end.errors()).doesNotContain("fault in the program", "\tat ");
        }
    }

    private Running begin() throws IOException {
        if (runs > 0) {
            tree.change();
        }
        runs++;
        Path copy = folder.resolve("copy-" + runs);
        tree.copyTo(copy, latestCopy);
        latestCopy = copy;
        List<String> words = new ArrayList<>(List.of("backup", "--json"));
        words.addAll(List.of(options));
        if (runs == 1) {
            words.addAll(List.of(codeOption()));
        }
        words.add(tree.folder().toString());
        return Running.start(parties.client(), words.toArray(String[]::new));
    }

    private String[] codeOption() {
        return options.length == 0
                ? new String[0]
                : new String[] {"--recovery-code-file", folder.resolve("code").toString()};
    }

    private void waitForTheMoment(Running backup) throws Exception {
        if (random.nextBoolean()) {
            backup.endsWithin(usual.multipliedBy(random.nextInt(120)).dividedBy(100));
            return;
        }
        long enough = size(parties.store()) + random.nextInt(runs == 1 ? 20 << 20 : 4 << 20);
        while (size(parties.store()) < enough && !backup.endsWithin(LOOK)) {
            // Until enough has come.
        }
    }

    private static long size(Path store) throws IOException {
        try (Stream<Path> files = Files.exists(store) ? Files.walk(store) : Stream.empty()) {
            return files.mapToLong(KillStory::sizeOfFile).sum();
        } catch (java.io.UncheckedIOException vanished) {
            return 0;
        }
    }

    private static long sizeOfFile(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (NoSuchFileException vanished) {
            return 0;
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    private boolean noteCommitted(Running.End end) throws IOException {
        Matcher matcher = COMMITTED.matcher(end.output());
        if (matcher.find()) {
            copies.put(Long.parseLong(matcher.group(1)), latestCopy);
            return true;
        }
        return false;
    }

    /** Everything is there, and nothing is left behind. */
    void verify() throws Exception {
        String checked = must("check");
        assertThat(checked).startsWith("checked ");
        for (var copy : copies.entrySet()) {
            Path target = folder.resolve("restored");
            must("restore", "--snapshot", "" + copy.getKey(), "--all", "--to", target.toString());
            Path restored = target.resolve(tree.folder().toString().substring(1));
            assertThat(Program.difference(copy.getValue(), restored))
                    .describedAs("snapshot %d", copy.getKey())
                    .isEmpty();
            Program.shell("rm -rf '%s'".formatted(target));
        }
        assertThat(leftovers(parties.store())).isEmpty();
        assertThat(leftovers(parties.client().folder())).isEmpty();
        assertThat(size(parties.store())).isLessThan(tree.bytes() * 5 / 4 + (16 << 20));
    }

    private String must(String command, String... arguments) throws IOException {
        List<String> words = new ArrayList<>(List.of(command));
        words.addAll(List.of(options));
        words.addAll(List.of(arguments));
        return parties.client().mustHoldfast(words.toArray(String[]::new));
    }

    private static List<Path> leftovers(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().matches(".*\\.(writing|new|tmp|gone)"))
                    .toList();
        }
    }
}
