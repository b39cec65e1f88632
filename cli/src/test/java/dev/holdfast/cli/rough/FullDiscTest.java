package dev.holdfast.cli.rough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.cli.endtoend.ClientHost;
import dev.holdfast.cli.endtoend.LoopDisc;
import dev.holdfast.cli.endtoend.Program;
import dev.holdfast.platform.process.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small file systems of their own run full: nothing is lost, and with room it simply goes on. */
class FullDiscTest {
    private static final int REFUSED = 4;

    @TempDir private Path folder;
    private Path disc;
    private ClientHost client;
    private ChangingTree tree;
    private @Nullable LoopDisc mounted;

    @BeforeEach
    void makeATree() throws Exception {
        assumeTrue(Program.isRoot(), "only root mounts file systems");
        Program.assumeBuilt();
        disc = Files.createDirectory(folder.resolve("disc"));
        client = ClientHost.in(folder.resolve("client"));
        ChangingTree.Sizes sizes = new ChangingTree.Sizes(60, 2, 3 << 20);
        tree = ChangingTree.make(folder.resolve("tree"), new Random(1), sizes);
    }

    @AfterEach
    void unmount() throws IOException {
        if (mounted != null) {
            mounted.close();
        }
    }

    private void mount(int megabytes, int inodes) throws IOException {
        mounted = LoopDisc.mount(disc, megabytes + "M", "mkfs.ext4 -q -F -m 0 -N " + inodes);
    }

    private CommandResult run(String command, String... arguments) throws IOException {
        List<String> words =
                Program.with(List.of(command, "--vault", "" + disc.resolve("vault")), arguments);
        CommandResult result = client.holdfast(words.toArray(String[]::new));
        assertThat(String.join("\n", result.errors())).doesNotContain("\tat ");
        return result;
    }

    private Path firstBackup() throws IOException {
        String code = folder.resolve("code").toString();
        CommandResult first = run("backup", "--recovery-code-file", code, "" + tree.folder());
        assertThat(first.exitCode()).describedAs("" + first.errors()).isEqualTo(0);
        Path copy = folder.resolve("copy");
        tree.copyTo(copy, folder.resolve("none"));
        return copy;
    }

    private void assertRestores(Path copy, String snapshot) throws IOException {
        Path target = folder.resolve("restored-" + snapshot);
        CommandResult restored =
                run("restore", "--snapshot", snapshot, "--all", "--to", target.toString());
        assertThat(restored.exitCode()).isEqualTo(0);
        Path same = target.resolve(tree.folder().toString().substring(1));
        assertThat(Program.difference(copy, same)).isEmpty();
        assertThat(run("check").exitCode()).isEqualTo(0);
    }

    private void assertRefusedForSpaceAndGoesOnWithRoom(Path copy, String makeRoom)
            throws IOException {
        CommandResult full = run("backup", tree.folder().toString());
        assertThat(full.exitCode()).isEqualTo(REFUSED);
        assertThat(full.errors())
                .singleElement()
                .asString()
                .startsWith("holdfast: the server's disc is full: ");
        assertRestores(copy, "1");
        Program.shell(makeRoom.formatted(disc));
        assertThat(run("backup", tree.folder().toString()).exitCode()).isEqualTo(0);
        assertRestores(tree.folder(), "2");
        assertThat(Program.shell("find '%s' -name '*.writing'".formatted(disc))).isEmpty();
    }

    private void leaveFree(int bytes) throws IOException {
        Program.shell(
                ("free=$(df --output=avail -B1 '%1$s' | tail -1);"
                                + " head -c $((free - %2$d)) /dev/zero >'%1$s/filler'")
                        .formatted(disc, bytes));
    }

    @Test
    void aFullVaultKeepsWhatItHasAndTakesMoreOnceThereIsRoom() throws Exception {
        mount(40, 500);
        Path copy = firstBackup();
        leaveFree(8 << 20);
        byte[] more = new byte[12 << 20];
        new Random(2).nextBytes(more);
        Files.write(tree.folder().resolve("more"), more);
        assertRefusedForSpaceAndGoesOnWithRoom(copy, "rm '%s/filler'");
    }

    @Test
    void aVaultWithoutInodesKeepsWhatItHasAndTakesMoreOnceThereAreSome() throws Exception {
        mount(40, 200);
        Path copy = firstBackup();
        Program.shell(
                "cd '%s'; mkdir f; i=0; while touch f/$i 2>/dev/null; do i=$((i+1)); done"
                        .formatted(disc));
        tree.change();
        assertRefusedForSpaceAndGoesOnWithRoom(copy, "rm -r '%s/f'");
    }

    @Test
    void aClientWhoseOwnDiscIsFullMakesItsBackupAndWarns() throws Exception {
        mounted = LoopDisc.inMemory(disc, "1m");
        client = ClientHost.in(disc.resolve("client"));
        String vault = folder.resolve("vault").toString();
        String code = folder.resolve("code").toString();
        String small = tree.folder().resolve("3").toString();
        client.mustHoldfast("backup", "--vault", vault, "--recovery-code-file", code, small);
        Program.shell("cat /dev/zero >'%s/filler' 2>/dev/null || true".formatted(disc));
        CommandResult full = client.holdfast("backup", "--vault", vault, "" + tree.folder());
        assertThat(full.exitCode()).describedAs("" + full.errors()).isEqualTo(0);
        assertThat(full.errors()).allMatch(line -> line.startsWith("WARNING: ")).isNotEmpty();
        Files.delete(disc.resolve("filler"));
        CommandResult again = client.holdfast("backup", "--vault", vault, "" + tree.folder());
        assertThat(again.exitCode()).isEqualTo(0);
        assertThat(again.errors()).isEmpty();
        client.mustHoldfast("check", "--vault", vault);
    }
}
