package dev.holdfast.client.lacking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.client.config.Exclusion;
import dev.holdfast.client.filter.RandomCase;
import dev.holdfast.client.fixture.Machine;
import dev.holdfast.client.fixture.Machine.Restored;
import dev.holdfast.client.restore.Owners;
import dev.holdfast.client.restore.RestoreRequest.Earnest;
import dev.holdfast.client.restore.RestoreRequest.Others;
import dev.holdfast.client.restore.RestoreRequest.Overwrite;
import dev.holdfast.client.restore.RestoreRequest.Rules;
import dev.holdfast.client.traverse.Trees;
import dev.holdfast.client.vault.VaultConnection;
import dev.holdfast.model.RawName;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.model.tree.Root;
import dev.holdfast.testkit.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;

/** What goes because a snapshot lacks it is what a backup by its rules would have saved. */
@Timeout(120)
class DeletionTest {
    private static final Path TOP = Path.of("");
    private static final String TAG = "Signature: 8a477f597d28d172789f06886806bc55\n";

    @TempDir Path folder;
    private Machine machine;
    private Path target;

    @BeforeEach
    void begin() throws IOException {
        machine = new Machine(folder);
        target = Files.createDirectory(folder.resolve("target"));
    }

    private Path restore(Snapshot snapshot, Others others) throws IOException {
        Restored restored = run(snapshot, others, Earnest.DO);
        assertThat(restored.failed()).isEmpty();
        return restored.files();
    }

    private Restored run(Snapshot snapshot, Others others, Earnest earnest) throws IOException {
        Rules rules = new Rules(Overwrite.CHANGED, others, earnest, Owners.NUMERIC);
        return machine.restoring(rules).restoreTo(target, snapshot);
    }

    private static void add(Path top, String name) throws IOException {
        Files.createDirectories(top.resolve(name).getParent());
        Files.writeString(top.resolve(name), "more");
    }

    @Test
    void whatAFileOfRulesWouldHaveDroppedStays() throws IOException {
        machine.write("a/.rules", "- *.o\n");
        machine.write("a/deep/x", "x");
        Snapshot snapshot = machine.filter(": .rules").backup().snapshot();
        Path files = restore(snapshot, Others.KEEP);
        add(files, "a/deep/more.o");
        add(files, "a/deep/more.c");
        add(files, "more.o");
        add(files, "a/new/kept.o");
        add(files, "a/new/gone.c");
        add(files, "a/all/gone.c");
        restore(snapshot, Others.DELETE);
        assertThat(files.resolve("a/deep/more.o")).exists();
        assertThat(files.resolve("a/new/kept.o")).exists();
        assertThat(files.resolve("a/deep/more.c")).doesNotExist();
        assertThat(files.resolve("more.o")).doesNotExist();
        assertThat(files.resolve("a/new/gone.c")).doesNotExist();
        assertThat(files.resolve("a/all")).doesNotExist();
    }

    @Test
    void aDirectoryThatStaysIsNamedOnceWithWhatItStaysFor() throws IOException {
        machine.write("x", "x");
        Snapshot snapshot = machine.filter("- *.o").backup().snapshot();
        Path files = restore(snapshot, Others.KEEP);
        add(files, "new/deep/kept.o");
        add(files, "new/gone.c");
        add(files, "all/gone.c");
        add(files, "left.o/any.c");
        Map<RawName, RawName> staying = Map.of(RawName.of("new"), RawName.of("kept.o"));
        assertThat(run(snapshot, Others.DELETE, Earnest.DRY_RUN).staying()).isEqualTo(staying);
        assertThat(files.resolve("new/gone.c")).exists();
        assertThat(run(snapshot, Others.DELETE, Earnest.DO).staying()).isEqualTo(staying);
        assertThat(files.resolve("new/gone.c")).doesNotExist();
    }

    @Test
    void aDirectoryInThePlaceOfAFileGoesOnlyIfAllInItMay() throws IOException {
        machine.write("a", "a");
        machine.write("b", "b");
        Files.createLink(machine.file("c"), machine.file("a"));
        Files.createLink(machine.file("d"), machine.file("a"));
        Snapshot snapshot = machine.filter("- *.o").backup().snapshot();
        Path files = restore(snapshot, Others.KEEP);
        for (String name : List.of("a", "b", "c", "d")) {
            Files.delete(files.resolve(name));
        }
        add(files, "a/gone.c");
        add(files, "b/deep/kept.o");
        add(files, "b/gone.c");
        add(files, "c/kept.o");
        add(files, "d/gone.c");
        Restored restored = run(snapshot, Others.DELETE, Earnest.DO);
        String reason = ": a directory is in its place, and not all in it may be deleted";
        assertThat(restored.failed()).containsExactlyInAnyOrder("b" + reason, "c" + reason);
        assertThat(files.resolve("a")).hasContent("a");
        assertThat(files.resolve("d")).hasContent("a");
        assertThat(files.resolve("b/deep/kept.o")).exists();
        assertThat(files.resolve("b/gone.c")).doesNotExist();
        assertThat(files.resolve("c/kept.o")).exists();
    }

    @Test
    void rulesOfTheSnapshotCountAndNotThoseThatAreThereNow() throws IOException {
        machine.write("a/.rules", "- *.o\n");
        machine.write("b/x", "x");
        Snapshot snapshot = machine.filter(": .rules").backup().snapshot();
        Path files = restore(snapshot, Others.KEEP);
        Files.writeString(files.resolve("a/.rules"), "- *.c\n");
        Files.writeString(files.resolve("b/.rules"), "- *\n");
        add(files, "a/more.o");
        add(files, "a/more.c");
        add(files, "b/more");
        restore(snapshot, Others.DELETE);
        assertThat(files.resolve("a/more.o")).exists();
        assertThat(files.resolve("a/more.c")).doesNotExist();
        assertThat(files.resolve("b/more")).doesNotExist();
        assertThat(files.resolve("b/.rules")).doesNotExist();
    }

    @Test
    void nothingGoesWhereTheRulesThemselvesWereLeftOut() throws IOException {
        machine.write("a/.rules", "- *\n");
        machine.write("a/scratch", "x");
        machine.write("b/.rules", "- .rules\n- *.o\n");
        machine.write("b/deep/x", "x");
        Snapshot snapshot = machine.filter(": .rules").backup().snapshot();
        Path files = restore(snapshot, Others.KEEP);
        add(files, "a/scratch");
        add(files, "b/more.o");
        add(files, "b/deep/more.o");
        add(files, "more.o");
        restore(snapshot, Others.DELETE);
        assertThat(files.resolve("a/scratch")).exists();
        assertThat(files.resolve("b/more.o")).exists();
        assertThat(files.resolve("b/deep/more.o")).exists();
        assertThat(files.resolve("more.o")).doesNotExist();
    }

    @Test
    void whatIsInACacheStaysIfCachesWereLeftOut() throws IOException {
        machine.write("cache/CACHEDIR.TAG", TAG);
        machine.write("x", "x");
        Snapshot snapshot = machine.exclude(Exclusion.CACHES).backup().snapshot();
        Path files = restore(snapshot, Others.KEEP);
        add(files, "cache/more");
        add(files, "new/more");
        Files.writeString(files.resolve("new/CACHEDIR.TAG"), TAG);
        add(files, "more");
        restore(snapshot, Others.DELETE);
        assertThat(files.resolve("cache/more")).exists();
        assertThat(files.resolve("new/more")).exists();
        assertThat(files.resolve("more")).doesNotExist();
    }

    @Test
    void vaultNeverGoes() throws IOException {
        machine.write("x", "x");
        Snapshot snapshot = machine.backup().snapshot();
        Path files = restore(snapshot, Others.KEEP);
        for (String name : List.of("vault.cbor", "data/1", "meta/1")) {
            add(files, "vaults/one/" + name);
        }
        add(files, "vaults/more");
        restore(snapshot, Others.DELETE);
        assertThat(files.resolve("vaults/one/data/1")).exists();
        assertThat(files.resolve("vaults/more")).doesNotExist();
    }

    @ParameterizedTest(name = "seed {0}")
    @Seeds(12)
    void goesWhatABackupWouldHaveSaved(long seed) throws IOException {
        compare(new Random(seed));
    }

    @ParameterizedTest(name = "seed {0}")
    @Seeds(600)
    @Tag("long")
    void ofManyTreesGoesWhatABackupWouldHaveSaved(long seed) throws IOException {
        compare(new Random(seed));
    }

    /** Random rules, and files that come after the backup both where it was and in the target. */
    private void compare(Random random) throws IOException {
        RandomCase cases = new RandomCase(random, false);
        for (Path directory : cases.tree(machine.files(), 3)) {
            addRules(directory, cases, random);
        }
        List<String> lines = new ArrayList<>(cases.lines(3, true));
        lines.addAll(List.of(": .rules", cases.lines(1, false).isEmpty() ? "- *.o" : ":n .a"));
        Collections.shuffle(lines, random);
        machine.filter(lines.toArray(String[]::new));
        Snapshot snapshot = machine.backup().snapshot();
        Path files = restore(snapshot, Others.KEEP);
        if (!Files.exists(files)) {
            return;
        }
        Set<Path> unsure = unsure(snapshot);
        Set<Path> added = new TreeSet<>();
        for (Path directory : directories(files)) {
            addMore(files, files.relativize(directory), cases, added);
        }
        Set<Path> stays = stays(machine.backup().snapshot(), added);
        restore(snapshot, Others.DELETE);
        for (Path each : added) {
            boolean there = Files.exists(files.resolve(each), LinkOption.NOFOLLOW_LINKS);
            if (stays.contains(each)) {
                assertThat(there).describedAs("%s stays", each).isTrue();
            } else if (unsure.stream().noneMatch(above -> isBelow(each, above))) {
                assertThat(there).describedAs("%s goes", each).isFalse();
            }
        }
    }

    private static void addRules(Path directory, RandomCase cases, Random random)
            throws IOException {
        for (String file : RandomCase.DIRECTORY_FILES) {
            Path rules = directory.resolve(file);
            if (random.nextInt(3) == 0 && !Files.exists(rules, LinkOption.NOFOLLOW_LINKS)) {
                RandomCase.write(rules, cases.lines(3, random.nextInt(4) == 0));
            }
        }
    }

    private static boolean isBelow(Path path, Path above) {
        return above.equals(TOP) || path.startsWith(above);
    }

    private static List<Path> directories(Path top) throws IOException {
        try (Stream<Path> walk = Files.walk(top)) {
            return walk.filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)).toList();
        }
    }

    /** Those of some files that a snapshot has. */
    private Set<Path> saved(Snapshot snapshot, Collection<Path> names) throws IOException {
        Set<Path> saved = new HashSet<>();
        try (VaultConnection connection = machine.open()) {
            Trees trees = connection.trees();
            Root root = trees.root(snapshot.root());
            for (Path name : names) {
                if (trees.find(root, Machine.path(machine.files().resolve(name))).isPresent()) {
                    saved.add(name);
                }
            }
        }
        machine.closeServers();
        return saved;
    }

    /** Directories that may have had rules that the snapshot does not have. */
    private Set<Path> unsure(Snapshot snapshot) throws IOException {
        Set<Path> rules = new HashSet<>();
        for (Path directory : directories(machine.files())) {
            for (String name : RandomCase.DIRECTORY_FILES) {
                if (Files.isRegularFile(directory.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                    rules.add(machine.files().relativize(directory.resolve(name)));
                }
            }
        }
        rules.removeAll(saved(snapshot, rules));
        return rules.stream().map(DeletionTest::parent).collect(Collectors.toSet());
    }

    private static Path parent(Path name) {
        Path parent = name.getParent();
        return parent == null ? TOP : parent;
    }

    /** A file and a directory with files, of whatever names are free in both places. */
    private void addMore(Path files, Path directory, RandomCase cases, Set<Path> added)
            throws IOException {
        Path scratch = Files.createTempDirectory(folder, "scratch");
        cases.tree(scratch, 1);
        List<Path> all;
        try (Stream<Path> walk = Files.walk(scratch)) {
            all = walk.skip(1).sorted().toList();
        }
        for (Path made : all) {
            Path name = directory.resolve(scratch.relativize(made));
            boolean rules =
                    parent(name).equals(directory)
                            && RandomCase.DIRECTORY_FILES.contains(name.getFileName().toString());
            Path here = files.resolve(name);
            Path there = machine.files().resolve(name);
            if (!rules && isFree(here) && isFree(there)) {
                Files.copy(made, here, LinkOption.NOFOLLOW_LINKS);
                Files.copy(made, there, LinkOption.NOFOLLOW_LINKS);
                added.add(name);
            }
        }
    }

    private static boolean isFree(Path path) {
        return !Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                && Files.isDirectory(parent(path), LinkOption.NOFOLLOW_LINKS);
    }

    /** What a backup leaves out, and the directories above it. */
    private Set<Path> stays(Snapshot later, Set<Path> added) throws IOException {
        Set<Path> left = new HashSet<>(added);
        left.removeAll(saved(later, added));
        Set<Path> stays = new HashSet<>();
        for (Path each : left) {
            for (Path at = each; at != null; at = at.getParent()) {
                stays.add(at);
            }
        }
        return stays;
    }
}
