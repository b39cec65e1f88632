package dev.holdfast.client.walk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.client.fixture.Machine;
import dev.holdfast.client.fixture.Machine.Made;
import dev.holdfast.client.selection.Scope;
import dev.holdfast.model.RawName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the walk asks rules; what rules say is another matter. */
class RulesTest {
    private static final RawName FILE = RawName.of(".drop");

    @TempDir Path folder;
    private Machine machine;

    @BeforeEach
    void begin() throws IOException {
        machine = new Machine(folder).rules(files -> DropsNamed.by(files, Set.of()));
    }

    /** Drops what a file in its directory, or in one above it, names. */
    private record DropsNamed(Set<String> names, List<String> problems) implements Scope {
        static DropsNamed by(Files files, Set<String> outer) {
            try {
                Optional<byte[]> own = files.read(FILE);
                return new DropsNamed(
                        own.map(text -> Set.of(new String(text, UTF_8).split(" "))).orElse(outer),
                        List.of());
            } catch (IOException unusable) {
                return new DropsNamed(outer, List.of(String.valueOf(unusable.getMessage())));
            }
        }

        @Override
        public boolean keeps(RawName name, Kind kind) {
            return !names.contains(name + (kind == Kind.DIRECTORY ? "/" : ""));
        }

        @Override
        public Scope enter(RawName name, Files files) {
            return by(files, names);
        }
    }

    private boolean isSaved(Made made, String name) throws IOException {
        return machine.find(made.snapshot(), name).isPresent();
    }

    @Test
    void whatRulesDropIsNotSavedNorAnythingBelowIt() throws IOException {
        machine.write(".drop", "file folder/");
        machine.write("file", "dropped");
        machine.write("folder/kept", "dropped with its folder");
        machine.write("inner/file", "dropped");
        machine.write("inner/folder", "a file of this name is kept");
        Made made = machine.backup();
        assertThat(isSaved(made, "file")).isFalse();
        assertThat(isSaved(made, "folder")).isFalse();
        assertThat(isSaved(made, "inner/file")).isFalse();
        assertThat(isSaved(made, "inner/folder")).isTrue();
        assertThat(made.heard().unread()).isEmpty();
    }

    @Test
    void whatRulesDropNowIsNotTakenFromTheLastSnapshot() throws IOException {
        machine.write("file", "content");
        machine.write("folder/file", "content");
        machine.backup();
        machine.write("folder/.drop", "file");
        Made made = machine.backup();
        assertThat(isSaved(made, "file")).isTrue();
        assertThat(isSaved(made, "folder/file")).isFalse();
    }

    @Test
    void pathThatWasAskedForIsSavedWhateverRulesSay() throws IOException {
        machine.write(".drop", "file folder/");
        Path file = machine.write("file", "content");
        machine.write("folder/file", "dropped");
        machine.select(List.of(file, machine.file("folder")), List.of());
        Made made = machine.backup();
        assertThat(isSaved(made, "file")).isTrue();
        assertThat(isSaved(made, "folder")).isTrue();
        assertThat(isSaved(made, "folder/file")).isFalse();
    }

    @Test
    void rulesAreNeverReadThroughALinkAndWhatTheyWouldDropIsKept() throws IOException {
        Path elsewhere = machine.write("elsewhere", "file");
        machine.write("folder/file", "content");
        java.nio.file.Files.createSymbolicLink(machine.file("folder/.drop"), elsewhere);
        Made made = machine.backup();
        assertThat(isSaved(made, "folder/file")).isTrue();
        assertThat(made.heard().warnings())
                .singleElement()
                .asString()
                .contains("folder", "no regular file");
    }
}
