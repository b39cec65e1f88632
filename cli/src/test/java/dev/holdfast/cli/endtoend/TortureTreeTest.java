package dev.holdfast.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A tree with one of everything that Linux keeps about files, on real file systems: what is
 * restored is what was saved. Judges are rsync and the tools that administrators use.
 */
@Tag("long")
class TortureTreeTest {
    @TempDir Path folder;
    private @Nullable LoopDisc disc;

    @BeforeEach
    void begin() throws IOException {
        assumeTrue(Program.isRoot(), "needs root");
        Program.assumeBuilt();
    }

    /** Nothing that is mounted or cannot be deleted may be left behind. */
    @AfterEach
    void unmount() throws IOException {
        if (disc != null) {
            disc.close();
        }
    }

    private Path mount(String type) throws IOException {
        disc = LoopDisc.mount(folder.resolve("mounted"), "600M", "mkfs." + type + " -q");
        return disc.point();
    }

    private static String script(String name, Object... arguments) throws IOException {
        StringBuilder command = new StringBuilder("bash \"%s\"".formatted(resource(name)));
        for (Object argument : arguments) {
            command.append(" '").append(argument).append('\'');
        }
        return Program.shell(command.toString());
    }

    private static Path resource(String name) {
        return Program.tree().resolve("cli/src/test/resources/dev/holdfast/cli/endtoend", name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ext4", "xfs", "btrfs"})
    void everythingComesBackAsItWas(String type) throws IOException {
        Path point = mount(type);
        Path tree = point.resolve("tree");
        script("torture-tree.sh", tree, type);
        Path restored = Path.of(point.resolve("restored").toString(), tree.toString());
        try (ServerHost server = ServerHost.start(folder.resolve("server"))) {
            ClientHost client = ClientHost.in(folder.resolve("client"));
            client.join(server.invite("web1"));
            client.mustHoldfast("backup", tree.toString());
            client.mustHoldfast("backup", tree.toString());
            client.mustHoldfast("restore", "--to", point.resolve("restored").toString(), "--all");
        }
        assertThat(Program.difference(tree, restored)).isEmpty();
        assertThat(script("describe-tree.sh", restored))
                .isEqualTo(script("describe-tree.sh", tree));
        assertThat(blocks(restored)).isLessThan(blocks(tree) + blocks(tree) / 20);
        // Of 200 times as much: xfs puts some blocks by behind what is written.
        assertThat(blocks(restored.resolve("holes"))).isLessThan(2 * blocks(tree.resolve("holes")));
    }

    /** What the files of a tree occupy, in kilobytes. */
    private static long blocks(Path tree) throws IOException {
        return Long.parseLong(Program.shell("du -sk '%s' | cut -f1".formatted(tree)).strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ext4", "xfs", "btrfs"})
    void fileOfATebibyteOfHolesTakesTheTimeOfItsData(String type) throws IOException {
        Path point = mount(type);
        Path tree = Files.createDirectory(point.resolve("tree"));
        Program.shell(
                """
                cd '%s'
                truncate -s 1T sparse
                head -c 1M /dev/urandom >data
                dd if=data of=sparse bs=1M seek=500000 conv=notrunc status=none
                """
                        .formatted(tree));
        ClientHost client = ClientHost.in(folder.resolve("client"));
        String vault = folder.resolve("vault").toString();
        client.mustHoldfast("backup", "--vault", vault, tree.toString());
        String to = point.resolve("restored").toString();
        client.mustHoldfast("restore", "--vault", vault, "--to", to, "--all");
        Path restored = Path.of(to, tree.toString());
        Program.shell(
                """
                cd '%s'
                test "$(stat -c %%s sparse)" = 1099511627776
                test "$(stat -c %%b sparse)" -le 4096
                dd if=sparse bs=1M skip=500000 count=1 status=none | cmp - data
                """
                        .formatted(restored));
    }
}
