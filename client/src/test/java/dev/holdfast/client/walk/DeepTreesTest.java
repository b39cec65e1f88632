package dev.holdfast.client.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.client.fixture.Machine;
import dev.holdfast.client.fixture.Machine.Made;
import dev.holdfast.client.traverse.Trees;
import dev.holdfast.client.vault.VaultConnection;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.RawName;
import dev.holdfast.model.tree.Entry;
import dev.holdfast.model.tree.Node;
import dev.holdfast.platform.linux.Descriptor;
import dev.holdfast.platform.linux.Names;
import dev.holdfast.platform.linux.OpenMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** However deep a tree is, it is saved: deeper than paths reach, and than files may be open. */
@Timeout(120)
class DeepTreesTest {
    private static final int DEPTH = 1_200;
    private static final byte[] DIRECTORY = Bytes.utf8("deeper").toArray();
    private static final byte[] FILE = {'f'};

    @TempDir Path folder;
    private Machine machine;

    @BeforeEach
    void nest() throws IOException {
        machine = new Machine(folder);
        machine.write("a", "before");
        machine.write("z", "after");
        Files.createDirectory(machine.file("deep"));
        OpenMode mode = OpenMode.READ.directory();
        byte[] top = Bytes.utf8(machine.file("deep").toString()).toArray();
        Descriptor at = Descriptor.openPath(top, mode);
        for (int i = 0; i < DEPTH; i++) {
            try (Descriptor outer = at) {
                outer.open(FILE, OpenMode.WRITE.createNew()).close();
                Names.makeDirectory(outer, DIRECTORY, 0700);
                at = outer.open(DIRECTORY, mode);
            }
        }
        at.close();
    }

    /** Moves what is two levels deep up, and removes what is between, until nothing is left. */
    @AfterEach
    void unnest() throws IOException {
        Path top = machine.file("deep");
        Path first = top.resolve("deeper");
        Path second = first.resolve("deeper");
        while (Files.exists(second)) {
            Path moved = Files.move(second, top.resolve("moved"));
            Files.delete(first.resolve("f"));
            Files.delete(first);
            Files.move(moved, first);
        }
    }

    @Test
    void treeIsSavedToItsLastLevel() throws IOException {
        Made made = machine.backup();
        assertThat(made.heard().unread()).isEmpty();
        assertThat(depth(made)).isEqualTo(DEPTH);
        assertThat(machine.find(made.snapshot(), "z")).isPresent();
    }

    @Test
    void unchangedTreeIsTakenAsItWasEvenWithoutTheCache() throws IOException {
        machine.backup();
        Files.delete(machine.cacheFile());
        Made second = machine.backup();
        assertThat(second.heard().unread()).isEmpty();
        assertThat(second.progress().changedEntries()).isLessThan(10);
        assertThat(depth(second)).isEqualTo(DEPTH);
    }

    /** How many directories lie within one another, each with a file beside the next. */
    private int depth(Made made) throws IOException {
        Entry at = machine.saved(made.snapshot(), "deep");
        try (VaultConnection connection = machine.open()) {
            Trees trees = connection.trees();
            for (int depth = 0; ; depth++) {
                Node.Directory directory = (Node.Directory) at.node();
                var inner = trees.find(directory.tree(), new RawName(Bytes.copyOf(DIRECTORY)));
                if (inner.isEmpty()) {
                    return depth;
                }
                var file = trees.find(directory.tree(), new RawName(Bytes.copyOf(FILE)));
                assertThat(file).isPresent();
                at = inner.get();
            }
        }
    }
}
