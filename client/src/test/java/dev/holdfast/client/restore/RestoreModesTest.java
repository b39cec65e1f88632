package dev.holdfast.client.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.client.fixture.Machine;
import dev.holdfast.client.fixture.Machine.Restored;
import dev.holdfast.client.fixture.Picture;
import dev.holdfast.client.restore.RestoreRequest.Earnest;
import dev.holdfast.client.restore.RestoreRequest.Others;
import dev.holdfast.client.restore.RestoreRequest.Overwrite;
import dev.holdfast.client.restore.RestoreRequest.Rules;
import dev.holdfast.model.snapshot.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a restore does with what is in the target already. */
@Timeout(60)
class RestoreModesTest {
    @TempDir Path folder;
    private Machine machine;
    private Path target;

    @BeforeEach
    void begin() throws IOException {
        machine = new Machine(folder);
        target = Files.createDirectory(folder.resolve("target"));
    }

    private static Rules rules(Overwrite overwrite, Others others) {
        return new Rules(overwrite, others, Earnest.DO, Owners.NUMERIC);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private Restored restore(Snapshot snapshot, Overwrite overwrite) throws IOException {
        return machine.restoring(rules(overwrite, Others.KEEP)).restoreTo(target, snapshot);
    }

    private Snapshot saved() throws IOException {
        machine.write("a/small", "right");
        machine.write("a/large", random(3 << 20));
        machine.write("b", "");
        Files.createSymbolicLink(machine.file("link"), Path.of("b"));
        Files.createLink(machine.file("c"), machine.file("a/small"));
        return machine.backup().snapshot();
    }

    private void assertRestored(Restored restored) throws IOException {
        assertThat(restored.failed()).isEmpty();
        assertThat(Picture.of(restored.files())).isEqualTo(Picture.of(machine.files()));
    }

    @Test
    void whatIsRightIsNotWrittenAgain() throws IOException {
        Snapshot snapshot = saved();
        restore(snapshot, Overwrite.CHANGED);
        Restored again = restore(snapshot, Overwrite.CHANGED);
        assertRestored(again);
        assertThat(again.progress().bytes()).isZero();
        assertThat(again.progress().unchanged()).isEqualTo(5);
    }

    @Test
    void ofAFileThatWasChangedOnlyTheChangedPartIsFetched() throws IOException {
        Snapshot snapshot = saved();
        Path large = restore(snapshot, Overwrite.CHANGED).files().resolve("a/large");
        byte[] bytes = random(3 << 20);
        bytes[bytes.length - 1] ^= 1;
        Files.write(large, bytes);
        Restored again = restore(snapshot, Overwrite.CHANGED);
        assertRestored(again);
        assertThat(again.progress().bytes()).isPositive().isLessThan(3 << 20);
    }

    @Test
    void aChangeThatLeavesSizeAndTimeIsFoundOnlyByComparingContent() throws IOException {
        Snapshot snapshot = saved();
        Path small = restore(snapshot, Overwrite.CHANGED).files().resolve("a/small");
        FileTime time = Files.getLastModifiedTime(small);
        Files.writeString(small, "wrong");
        Files.setLastModifiedTime(small, time);
        restore(snapshot, Overwrite.CHANGED);
        assertThat(small).hasContent("wrong");
        assertRestored(restore(snapshot, Overwrite.ALWAYS));
    }

    @Test
    void attributesAloneAreSetWithoutFetchingContent() throws IOException {
        Snapshot snapshot = saved();
        Path large = restore(snapshot, Overwrite.CHANGED).files().resolve("a/large");
        Files.setPosixFilePermissions(large, PosixFilePermissions.fromString("rwx------"));
        Files.setLastModifiedTime(large, FileTime.fromMillis(1));
        Restored again = restore(snapshot, Overwrite.CHANGED);
        assertRestored(again);
        assertThat(again.progress().bytes()).isZero();
    }

    @Test
    void whatExistsIsNeverTouchedIfSaidSo() throws IOException {
        Snapshot snapshot = saved();
        Path files = restore(snapshot, Overwrite.CHANGED).files();
        Files.writeString(files.resolve("a/small"), "mine");
        Files.delete(files.resolve("link"));
        Files.setLastModifiedTime(files.resolve("a"), FileTime.fromMillis(1));
        Restored again = restore(snapshot, Overwrite.NEVER);
        assertThat(again.failed()).isEmpty();
        assertThat(files.resolve("a/small")).hasContent("mine");
        assertThat(files.resolve("link")).isSymbolicLink();
        assertThat(Files.getLastModifiedTime(files.resolve("a"))).isEqualTo(FileTime.fromMillis(1));
    }

    @Test
    void namesThatWereOneFileBecomeOneAgain() throws IOException {
        Snapshot snapshot = saved();
        Path files = restore(snapshot, Overwrite.CHANGED).files();
        Files.delete(files.resolve("c"));
        Files.copy(files.resolve("a/small"), files.resolve("c"));
        assertRestored(restore(snapshot, Overwrite.CHANGED));
        Files.delete(files.resolve("a/small"));
        assertRestored(restore(snapshot, Overwrite.CHANGED));
    }

    @Test
    void whatTheSnapshotLacksGoesOnlyIfSaidSo() throws IOException {
        Snapshot snapshot = saved();
        Path files = restore(snapshot, Overwrite.CHANGED).files();
        Files.createDirectories(files.resolve("a/more/and/more"));
        Files.writeString(files.resolve("0"), "first");
        Files.writeString(files.resolve("zz"), "last");
        restore(snapshot, Overwrite.CHANGED);
        assertThat(files.resolve("zz")).exists();
        Restored exact =
                machine.restoring(rules(Overwrite.CHANGED, Others.DELETE))
                        .restoreTo(target, snapshot);
        assertRestored(exact);
        assertThat(exact.progress().deleted()).isEqualTo(3);
    }

    @Test
    void nothingGoesBesideWhatWasSaved() throws IOException {
        Snapshot snapshot = saved();
        Path files = restore(snapshot, Overwrite.CHANGED).files();
        Path beside = Files.writeString(files.resolveSibling("beside"), "not of the snapshot");
        Restored exact =
                machine.restoring(rules(Overwrite.CHANGED, Others.DELETE))
                        .restoreTo(target, snapshot);
        assertRestored(exact);
        assertThat(beside).exists();
    }

    @Test
    void aDirectoryInTheWayOfAFileGoesOnlyIfSaidSo() throws IOException {
        Snapshot snapshot = saved();
        Path files = restore(snapshot, Overwrite.CHANGED).files();
        Files.delete(files.resolve("b"));
        Files.createDirectories(files.resolve("b/with/something"));
        Restored kept = restore(snapshot, Overwrite.CHANGED);
        assertThat(kept.failed()).singleElement().asString().startsWith("b: ");
        assertRestored(
                machine.restoring(rules(Overwrite.CHANGED, Others.DELETE))
                        .restoreTo(target, snapshot));
    }

    @Test
    void aDryRunChangesNothing() throws IOException {
        Snapshot snapshot = saved();
        machine.restoring(
                        new Rules(
                                Overwrite.CHANGED, Others.DELETE, Earnest.DRY_RUN, Owners.NUMERIC))
                .restoreTo(target, snapshot);
        assertThat(target).isEmptyDirectory();
    }
}
