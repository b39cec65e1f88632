package dev.holdfast.client.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.client.config.Exclusion;
import dev.holdfast.client.fixture.Machine;
import dev.holdfast.client.fixture.Machine.Made;
import dev.holdfast.client.vault.VaultConnection;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.tree.Root;
import dev.holdfast.platform.linux.Attributes;
import dev.holdfast.platform.linux.Descriptor;
import dev.holdfast.platform.linux.ErrnoException;
import dev.holdfast.platform.linux.OpenMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What rules and signs leave out is not in the snapshot, and all else is. */
@Timeout(60)
class FilteredBackupTest {
    private static final String TAG = "Signature: 8a477f597d28d172789f06886806bc55\n# by a test";

    @TempDir Path folder;
    private Machine machine;

    @BeforeEach
    void begin() throws IOException {
        machine = new Machine(folder);
        machine.write("a.c", "source");
        machine.write("a.o", "object");
        machine.write("cache/b.c", "more");
        machine.write("cache/deep/b.o", "more");
    }

    private boolean has(Made made, String name) throws IOException {
        return machine.find(made.snapshot(), name).isPresent();
    }

    @Test
    void whatARuleDropsIsNotThere() throws IOException {
        Made made = machine.filter("- *.o", "- cache/").backup();
        assertThat(has(made, "a.c")).isTrue();
        assertThat(has(made, "a.o")).isFalse();
        assertThat(has(made, "cache")).isFalse();
        assertThat(made.result().hasGaps()).isFalse();
    }

    @Test
    void rulesHoldForWhatWasSavedBefore() throws IOException {
        Made first = machine.backup();
        assertThat(has(first, "cache/deep/b.o")).isTrue();
        Made second = machine.filter("- *.o").backup();
        assertThat(has(second, "cache/b.c")).isTrue();
        assertThat(has(second, "cache/deep/b.o")).isFalse();
        assertThat(has(second, "a.o")).isFalse();
        assertThat(second.heard().saved()).isEmpty();
        Made third = machine.filter().backup();
        assertThat(has(third, "cache/deep/b.o")).isTrue();
        assertThat(third.heard().saved()).containsExactlyInAnyOrder("a.o", "b.o");
    }

    @Test
    void pathThatWasAskedForIsSavedWhateverRulesSay() throws IOException {
        Path file = machine.file("a.o");
        machine.select(List.of(file, machine.file("cache/deep")), List.of());
        Made made = machine.filter("- *.o", "- cache").backup();
        assertThat(has(made, "a.o")).isTrue();
        assertThat(has(made, "cache/deep")).isTrue();
        assertThat(has(made, "cache/deep/b.o")).isFalse();
        assertThat(has(made, "cache/b.c")).isFalse();
    }

    @Test
    void filesOfDirectoriesAreReadOnTheWay() throws IOException {
        machine.write("cache/.rules", "- /b.c\n");
        Made made = machine.filter(": .rules").backup();
        assertThat(has(made, "cache/b.c")).isFalse();
        assertThat(has(made, "cache/.rules")).isTrue();
        assertThat(has(made, "a.c")).isTrue();
        assertThat(made.heard().warnings()).isEmpty();
    }

    @Test
    void fileOfRulesThatIsWrongLeavesNothingOut() throws IOException {
        machine.write("cache/.rules", "- b.c\nwrong\n");
        machine.write("linked/.elsewhere", "- c\n");
        machine.write("linked/c", "c");
        Files.createSymbolicLink(machine.file("linked/.rules"), Path.of(".elsewhere"));
        Files.createDirectory(machine.file(".rules"));
        Made made = machine.filter(": .rules").backup();
        assertThat(has(made, "cache/b.c")).isTrue();
        assertThat(has(made, "linked/c")).isTrue();
        assertThat(made.result().hasGaps()).isFalse();
        assertThat(made.heard().warnings())
                .hasSize(2)
                .anyMatch(line -> line.contains("cache/.rules:2: unknown rule"))
                .anyMatch(line -> line.endsWith(".rules is no regular file"));
    }

    @Test
    void whatIsBesideATagIsLeftOutOnRequest() throws IOException {
        machine.write("cache/CACHEDIR.TAG", TAG);
        machine.write("other/CACHEDIR.TAG", TAG.substring(1));
        machine.write("other/file", "file");
        Made without = machine.backup();
        assertThat(has(without, "cache/deep/b.o")).isTrue();
        Made made = machine.exclude(Exclusion.CACHES).backup();
        assertThat(has(made, "cache/CACHEDIR.TAG")).isTrue();
        assertThat(has(made, "cache/b.c")).isFalse();
        assertThat(has(made, "cache/deep")).isFalse();
        assertThat(has(made, "other/file")).isTrue();
        assertThat(made.heard().leftOut())
                .containsExactly(machine.file("cache") + ": it is tagged as a cache");
    }

    @Test
    void whatHasTheFlagNoDumpIsLeftOutOnRequest() throws IOException {
        assumeTrue(setNoDump("a.c") && setNoDump("cache"), "no inode flags here");
        assertThat(has(machine.backup(), "cache/b.c")).isTrue();
        Made made = machine.exclude(Exclusion.NODUMP).backup();
        assertThat(has(made, "a.c")).isFalse();
        assertThat(has(made, "cache")).isFalse();
        assertThat(has(made, "a.o")).isTrue();
    }

    /** False where files have no such flags. */
    private boolean setNoDump(String name) throws IOException {
        byte[] path = Bytes.utf8(machine.file(name).toString()).toArray();
        try (Descriptor file = Descriptor.openPath(path, OpenMode.READ)) {
            Attributes.setFlags(file, Attributes.flags(file) | Attributes.FLAG_NO_DUMP);
            return true;
        } catch (ErrnoException notHere) {
            return false;
        }
    }

    @Test
    void snapshotRemembersItsRules() throws IOException {
        Made made = machine.filter("- x", "+ y").exclude(Exclusion.NODUMP).backup();
        Root.Rules rules;
        try (VaultConnection connection = machine.open()) {
            rules = connection.trees().root(made.snapshot().root()).rules();
        }
        machine.closeServers();
        assertThat(rules.asked()).containsExactly(Bytes.utf8(machine.files().toString()));
        assertThat(rules.options()).containsExactly("nodump");
        assertThat(rules.filter())
                .containsExactly(
                        new Root.Rule("filter", 1, Bytes.utf8("- x")),
                        new Root.Rule("filter", 2, Bytes.utf8("+ y")));
    }
}
