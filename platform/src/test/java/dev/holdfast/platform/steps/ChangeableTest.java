package dev.holdfast.platform.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.platform.linux.ThisProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangeableTest {
    private static final long USER = ThisProcess.user();
    private static final int STRANGER = 65_534;

    @TempDir Path folder;

    private Path program;

    @BeforeEach
    void write() throws IOException {
        program = Files.writeString(folder.resolve("program"), "");
        allow(program, "rwxr-xr-x");
    }

    private static void allow(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void ownProgramInAnOwnFolderBelowAStickyOneIsOurs() throws IOException {
        assertThat(Changeable.byOthers(program, USER)).isEmpty();
        assertThat(Changeable.byOthers(Path.of("/bin/sh"), USER)).isEmpty();
    }

    @Test
    void aFolderAboveThatOthersMayWriteIsNamed() throws IOException {
        Path inner = Files.createDirectories(folder.resolve("a/b"));
        Path deep = Files.writeString(inner.resolve("program"), "");
        allow(deep, "rwxr-xr-x");
        assertThat(Changeable.byOthers(deep, USER)).isEmpty();
        allow(folder.resolve("a"), "rwxr-xrwx");
        assertThat(Changeable.byOthers(deep, USER))
                .contains(
                        "others may write to %1$s: chmod go-w %1$s".formatted(folder.resolve("a")));
    }

    @Test
    void whatSomebodyElseOwnsIsTheirs() throws IOException {
        assumeTrue(USER == 0, "only root gives files away");
        Files.setAttribute(program, "unix:uid", STRANGER);
        assertThat(Changeable.byOthers(program, USER))
                .contains("%1$s belongs to user 65534: chown root %1$s".formatted(program));
        assertThat(Changeable.byOthers(program, STRANGER)).isEmpty();
    }

    @Test
    void aGroupMayWriteOnlyIfItIsRoots() throws IOException {
        assumeTrue(USER == 0, "only root gives files away");
        allow(program, "rwxrwxr-x");
        assertThat(Changeable.byOthers(program, USER)).isEmpty();
        Files.setAttribute(program, "unix:gid", STRANGER);
        assertThat(Changeable.byOthers(program, USER)).isPresent();
    }

    @Test
    void everyLinkOnTheWayIsLookedAt() throws IOException {
        Path open = Files.createDirectory(folder.resolve("open"));
        Files.createSymbolicLink(open.resolve("second"), program);
        Path first =
                Files.createSymbolicLink(folder.resolve("first"), Path.of("open/../open/second"));
        assertThat(Changeable.byOthers(first, USER)).isEmpty();
        allow(open, "rwxrwxrwx");
        assertThat(Changeable.byOthers(first, USER)).isPresent();
    }

    @Test
    void whatIsNotThereCannotBeJudged() {
        assertThatThrownBy(() -> Changeable.byOthers(folder.resolve("none"), USER))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void whatIsToStayMustNotLieBelowAStickyFolder() throws IOException {
        Path sticky = Files.createDirectory(folder.resolve("sticky"));
        Files.setAttribute(sticky, "unix:mode", 01777);
        Path ours = Files.createDirectory(sticky.resolve("ours"));
        assertThat(Changeable.byOthers(ours, USER)).isEmpty();
        assertThat(Changeable.byOthersInTime(ours, USER))
                .hasValueSatisfying(way -> assertThat(way).contains("nothing stays in "));
        assertThat(Changeable.byOthersInTime(Path.of("/bin/sh"), USER)).isEmpty();
    }

    @Test
    void whatIsNotThereYetIsJudgedByWhoCouldMakeIt() throws IOException {
        assertThat(Changeable.byOthersInTime(Path.of("/etc/none/of-these"), USER)).isEmpty();
        assertThat(Changeable.byOthersInTime(Path.of("/tmp/none/of-these"), USER)).isPresent();
    }
}
