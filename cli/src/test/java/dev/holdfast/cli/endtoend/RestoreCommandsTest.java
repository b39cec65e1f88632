package dev.holdfast.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.platform.process.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Getting files back, and looking at them, by the program; judged by rsync and GNU tar. */
@Execution(ExecutionMode.CONCURRENT)
class RestoreCommandsTest {
    @TempDir Path folder;

    private ClientHost client;
    private Path tree;
    private Path target;
    private String vault;

    @BeforeEach
    void backUp() throws IOException {
        Program.assumeBuilt();
        client = ClientHost.in(folder.resolve("client"));
        tree = SampleTree.makeIn(folder);
        target = Files.createDirectory(folder.resolve("target"));
        vault = folder.resolve("vault").toString();
        run(0, "backup", tree.toString());
    }

    private CommandResult run(int exitCode, String command, String... options) throws IOException {
        List<String> words = Program.with(List.of(command, "--vault", vault), options);
        CommandResult result = client.holdfast(words.toArray(String[]::new));
        assertThat(result.exitCode()).as("%s: %s", words, result.errors()).isEqualTo(exitCode);
        return result;
    }

    private Path restored() {
        return target.resolve(tree.toString().substring(1));
    }

    private void restore(String... options) throws IOException {
        List<String> words = Program.with(List.of("--to", target.toString(), "--all"), options);
        run(0, "restore", words.toArray(String[]::new));
    }

    @Test
    void aRestoreComesBackExactlyAndIsVerified() throws IOException {
        restore();
        assertThat(Program.difference(tree, restored())).isEmpty();
        restore("--verify");
        Path changed = restored().resolve("large");
        FileTime time = Files.getLastModifiedTime(changed);
        byte[] bytes = Files.readAllBytes(changed);
        bytes[7] ^= 1;
        Files.write(changed, bytes);
        Files.setLastModifiedTime(changed, time);
        Files.writeString(restored().resolve("surplus"), "x");
        CommandResult verified =
                run(1, "restore", "--to", target.toString(), "--all", "--verify", "--delete");
        assertThat(verified.output().lines())
                .anyMatch(line -> line.matches("differs +.*/large"))
                .anyMatch(line -> line.matches("surplus +.*/surplus"));
        restore("--overwrite", "always", "--delete");
        assertThat(Program.difference(tree, restored())).isEmpty();
    }

    @Test
    void aDryRunTellsAndDoesNothing() throws IOException {
        CommandResult told =
                run(0, "restore", "--to", target.toString(), "--dry-run", tree.resolve("a") + "");
        assertThat(told.output()).contains("create     " + tree.resolve("a/linked"));
        assertThat(target).isEmptyDirectory();
    }

    @Test
    void whereToMustBeSaid() throws IOException {
        CommandResult neither = run(2, "restore", "--all");
        assertThat(String.join("\n", neither.errors()))
                .contains("holdfast restore --to DIR --all")
                .contains("holdfast restore --in-place --all");
    }

    @Test
    void inPlaceTheFilesComeBackAndWhatIsHoldfastsOwnStays() throws IOException {
        client.configure("[backup]\n");
        run(0, "backup", folder.toString());
        Path copy = folder.resolveSibling(folder.getFileName() + "-copy");
        Program.shell("cp -a '%s' '%s'".formatted(tree, copy));
        try {
            Program.shell(
                    "cd '%s'; rm -rf deep; echo x >large; rm link; ln -s / link; touch more"
                            .formatted(tree));
            client.configure("# changed\n[backup]\n");
            Path more = Files.writeString(folder.resolve("client/config/more"), "more");
            run(0, "restore", "--in-place", "--delete", folder.toString());
            assertThat(Program.difference(copy, tree)).isEmpty();
            assertThat(folder.resolve("client/config/client.toml")).content().startsWith("#");
            assertThat(more).exists();
            run(0, "list");
        } finally {
            Program.shell("rm -rf '%s'".formatted(copy));
        }
    }

    @Test
    void patternsSelectAndOneThatMatchesNothingIsAnError() throws IOException {
        run(0, "restore", "--to", target.toString(), "file-1?");
        assertThat(restored().resolve("many/0/file-10")).exists();
        assertThat(restored().resolve("many/0/file-100")).doesNotExist();
        assertThat(restored().resolve("a")).doesNotExist();
        CommandResult nothing = run(1, "restore", "--to", target.toString(), "no-such-*");
        assertThat(nothing.errors()).anyMatch(line -> line.contains("matches no-such-*"));
    }

    @Test
    void aMissingSnapshotOrPathIsToldInASentence() throws IOException {
        CommandResult snapshot =
                run(1, "restore", "--snapshot", "9", "--to", target.toString(), "--all");
        assertThat(snapshot.errors()).anyMatch(line -> line.contains("no snapshot number 9"));
        CommandResult path = run(1, "restore", "--to", target.toString(), "/no/such");
        assertThat(path.errors()).anyMatch(line -> line.contains("/no/such is not in snapshot 1"));
    }

    @Test
    void whatIsNoSnapshotOrNoPatternIsWrongUsage() throws IOException {
        CommandResult snapshot =
                run(2, "restore", "--snapshot", "9_a", "--to", target.toString(), "--all");
        assertThat(snapshot.errors()).anyMatch(line -> line.contains("not a snapshot: '9_a'"));
        CommandResult pattern = run(2, "find", "a[b");
        assertThat(pattern.errors()).anyMatch(line -> line.contains("not a pattern: 'a[b'"));
        Path file = Files.writeString(target.resolve("file"), "x");
        CommandResult folder = run(1, "restore", "--to", file.toString(), "--all");
        assertThat(folder.errors()).anyMatch(line -> line.endsWith("file: it is not a folder"));
    }

    private static LoopDisc mountDisc(Path folder, String size, int inodes) throws IOException {
        return LoopDisc.mount(folder, size, "mkfs.ext4 -q -F -m 0 -N " + inodes);
    }

    @Test
    void aTargetThatIsTooSmallIsToldBeforeAnythingIsWritten() throws IOException {
        Assumptions.assumeTrue(Program.isRoot());
        Program.shell("mount -t tmpfs -o size=1m none '%s'".formatted(target));
        try {
            CommandResult result = run(1, "restore", "--to", target.toString(), "--all");
            assertThat(result.errors())
                    .anyMatch(line -> line.contains("not enough room on " + target + ": "));
            assertThat(target).isEmptyDirectory();
        } finally {
            Program.shell("umount '%s'".formatted(target));
        }
    }

    @Test
    void aSmallDiscThatIsMountedBelowTheTargetIsToldBeforeAnythingIsWritten() throws IOException {
        Path inner = restored().resolve("many");
        try (LoopDisc _ = mountDisc(inner, "600K", 64)) {
            CommandResult result = run(1, "restore", "--to", target.toString(), "--all");
            assertThat(result.errors())
                    .anyMatch(line -> line.contains("not enough room on " + inner + ": "));
            assertThat(restored().resolve("large")).doesNotExist();
        }
    }

    @Test
    void aDiscWithTooFewInodesIsToldBeforeAnythingIsWritten() throws IOException {
        try (LoopDisc _ = mountDisc(target, "60M", 200)) {
            String free = Program.shell("stat -f -c %%d '%s'".formatted(target)).strip();
            CommandResult result = run(1, "restore", "--to", target.toString(), "--all");
            String told =
                    "holdfast: not enough inodes on %s: [34]\\d\\d to restore, %s free; .*"
                            .formatted(target, free);
            assertThat(result.errors()).anyMatch(line -> line.matches(told));
            assertThat(target.resolve("lost+found")).isEmptyDirectory();
            assertThat(target.toFile().list()).hasSize(1);
        }
    }

    /** The first has no limit, the second one that moves with what is free. */
    @ParameterizedTest
    @CsvSource({"120M, mkfs.btrfs -q -f", "320M, mkfs.xfs -q -f"})
    void whereInodesAreMadeAsNeededNoneAreMissed(String size, String mkfs) throws IOException {
        try (LoopDisc _ = LoopDisc.mount(target, size, mkfs)) {
            restore();
            restore("--verify");
            // xfs shows ACLs in a form of its own, too.
            assertThat(Program.difference(tree, restored()).lines())
                    .allMatch(line -> line.matches("..\\.{8}x .*"));
        }
    }

    @Test
    void inodesThatTheTargetHasTheFilesOfAlreadyAreNotAskedForAgain() throws IOException {
        try (LoopDisc _ = mountDisc(target, "60M", 600)) {
            restore();
            restore("--overwrite", "always");
            assertThat(Program.difference(tree, restored())).isEmpty();
        }
    }

    @Test
    void aRestoreGoesOnWhereTheTargetRanFull() throws IOException {
        // Whatever is small takes 64 KiB here, more than anybody can foresee.
        String mkfs = "mkfs.ext4 -q -F -m 0 -N 1000 -O bigalloc -C 65536";
        try (LoopDisc _ = LoopDisc.mount(target, "60M", mkfs)) {
            Program.shell("fallocate -l 40M '%s/filler'".formatted(target));
            CommandResult result = run(1, "restore", "--to", target.toString(), "--all");
            assertThat(result.errors())
                    .anyMatch(line -> line.contains("make room and run the same again"));
            Program.shell("rm '%s/filler'".formatted(target));
            restore();
            assertThat(Program.difference(tree, restored())).isEmpty();
        }
    }

    @Test
    void aReadOnlyTargetIsToldInASentence() throws IOException {
        Assumptions.assumeTrue(Program.isRoot());
        Program.shell("mount -t tmpfs -o ro none '%s'".formatted(target));
        try {
            CommandResult result = run(1, "restore", "--to", target.toString(), "--all");
            assertThat(result.errors()).anyMatch(line -> line.contains("read-only file system"));
        } finally {
            Program.shell("umount '%s'".formatted(target));
        }
    }

    /** Where both have deleted what they may. */
    @Test
    void whatDeleteLeavesIsWhatRsyncLeaves() throws IOException {
        run(0, "backup", tree.toString(), "--exclude", "*.o");
        restore();
        String more =
                "mkdir -p new/deep all/deep a/new out.o; touch new/deep/kept.o"
                        + " new/deep/gone new/gone all/gone all/deep/gone a/new/kept.o"
                        + " many/kept.o many/gone out.o/any;"
                        + " rm bytes-1; mkdir bytes-1; touch bytes-1/gone";
        Program.shell("cd '%s'; %s".formatted(restored(), more));
        Path judge = folder.resolve("judge");
        Program.shell("cp -a '%s' '%s'".formatted(restored(), judge));
        Program.shell(
                "rsync -aHAX --delete --filter '- *.o' '%s/' '%s' 2>/dev/null || [ $? = 23 ]"
                        .formatted(tree, judge));
        CommandResult result = run(0, "restore", "--to", target.toString(), "--all", "--delete");
        // A directory that something was deleted from has the time of that.
        assertThat(Program.difference(judge, restored()).lines())
                .allMatch(line -> line.startsWith(".d..t"));
        assertThat(result.errors())
                .filteredOn(line -> line.startsWith("not deleted: "))
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).contains("/tree/new: ").contains("/deep/kept.o"),
                        line -> assertThat(line).contains("/tree/a/new: ").contains("/kept.o"));
    }

    @Test
    void versionsAreFoundAndDifferencesTold() throws IOException {
        Files.writeString(tree.resolve("a/linked"), "two\n");
        Files.delete(tree.resolve("bytes-0"));
        Files.writeString(tree.resolve("new"), "new");
        run(0, "backup", tree.toString());
        assertThat(run(0, "find", "linked").output().lines())
                .singleElement()
                .asString()
                .startsWith("     2 ");
        assertThat(run(0, "find", "--all", "linked").output().lines()).hasSize(2);
        assertThat(run(0, "find", "bytes-0").output()).startsWith("     1 ");
        assertThat(run(0, "diff", "1", "2").output().lines())
                .contains(
                        "M " + tree.resolve("a/linked"),
                        "- " + tree.resolve("bytes-0"),
                        "+ " + tree.resolve("new"))
                .noneMatch(line -> line.contains("/many/"));
        run(1, "find", "no-such-name");
        run(0, "backup", tree.toString());
        assertThat(run(0, "diff", "2", "3").output()).doesNotContain(tree.toString());
    }

    @Test
    void gnuTarUnpacksWhatTarWrites() throws IOException {
        Program.shell(
                "%s; '%s' tar --vault '%s' latest | tar -x -p --numeric-owner --acls --xattrs"
                                .formatted(exports(), Program.launcher(), vault)
                        + " --xattrs-include='*' -C '%s'".formatted(target));
        Program.shell("find '%s' -type s -delete".formatted(tree));
        String difference = Program.difference(tree, restored());
        assertThat(difference.lines().filter(line -> !line.startsWith(".d..t"))).isEmpty();
        assertThat(
                        Program.shell("stat -c %%b '%s'".formatted(restored().resolve("sparse")))
                                .strip())
                .isEqualTo(
                        Program.shell("stat -c %%b '%s'".formatted(tree.resolve("sparse")))
                                .strip());
    }

    private String exports() {
        StringBuilder exports = new StringBuilder("export SSH_ORIGINAL_COMMAND='a test'");
        client.environment()
                .forEach((name, value) -> exports.append(" %s='%s'".formatted(name, value)));
        return exports.toString();
    }
}
