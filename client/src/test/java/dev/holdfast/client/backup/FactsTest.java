package dev.holdfast.client.backup;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.client.fixture.Machine;
import dev.holdfast.client.fixture.Machine.Made;
import dev.holdfast.client.traverse.Trees;
import dev.holdfast.client.vault.VaultConnection;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.tree.Content;
import dev.holdfast.model.tree.Extent;
import dev.holdfast.model.tree.Root;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FactsTest {
    private static final byte[] LONG = new byte[2 << 20];

    @TempDir Path folder;
    private Machine machine;

    @BeforeEach
    void begin() throws IOException {
        new Random(1).nextBytes(LONG);
        machine = new Machine(folder).fact("short", new byte[] {1, 2}).fact("long", LONG);
        machine.write("file", "content");
    }

    @Test
    void factsAreInTheRootShortOrLong() throws IOException {
        Made made = machine.backup();
        try (VaultConnection connection = machine.open()) {
            Trees trees = connection.trees();
            Root root = trees.root(made.snapshot().root());
            assertThat(root.facts()).containsOnlyKeys("long", "short");
            assertThat(root.facts().get("short"))
                    .isEqualTo(new Content.Inline(Bytes.copyOf(new byte[] {1, 2})));
            Content content = requireNonNull(root.facts().get("long"));
            assertThat(content.length()).isEqualTo(LONG.length);
            List<Extent> extents = new ArrayList<>();
            trees.extents(content, extents::add);
            assertThat(extents).allMatch(Extent.Slice.class::isInstance);
        } finally {
            machine.closeServers();
        }
    }

    @Test
    void factsThatHaveNotChangedAreNotSentAgain() throws IOException {
        machine.backup();
        assertThat(machine.backup().progress().sentBytes()).isLessThan(100_000);
    }
}
