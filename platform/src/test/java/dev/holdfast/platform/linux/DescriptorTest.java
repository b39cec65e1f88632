package dev.holdfast.platform.linux;

import static dev.holdfast.platform.linux.Fixture.bytes;
import static dev.holdfast.platform.linux.Fixture.file;
import static dev.holdfast.platform.linux.Fixture.folder;
import static dev.holdfast.platform.linux.Fixture.makeFile;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DescriptorTest {
    @TempDir Path place;

    @Test
    void whatIsMissingIsNamedInTheMessage() throws IOException {
        try (Descriptor folder = folder(place)) {
            assertThatThrownBy(() -> folder.open(bytes("a\nb"), OpenMode.READ))
                    .isInstanceOfSatisfying(
                            ErrnoException.class,
                            e -> {
                                assertThat(e.errno()).isEqualTo(Errno.ENOENT);
                                assertThat(e.errnoName()).isEqualTo("ENOENT");
                            })
                    .hasMessage("cannot open a\\x0ab: no such file or directory (ENOENT)");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "/", "a/b", "a/", "/etc", "a\0b"})
    void nameThatIsNotOneEntryIsRefused(String name) throws IOException {
        try (Descriptor folder = folder(place)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> folder.open(bytes(name), OpenMode.READ));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"...", ".a", "..a", "a..", "\n", "\\", "a b"})
    void unusualNameIsTaken(String name) throws IOException {
        try (Descriptor folder = folder(place)) {
            makeFile(folder, name);
            folder.open(bytes(name), OpenMode.READ).close();
        }
    }

    @Test
    void longestNameIsTakenAndLongerIsTheFileSystemsToRefuse() throws IOException {
        try (Descriptor folder = folder(place)) {
            makeFile(folder, "n".repeat(255));
            assertErrno(Errno.ENAMETOOLONG, () -> makeFile(folder, "n".repeat(256)));
        }
    }

    @Test
    void symbolicLinkIsRefusedUnlessFollowingIsAskedFor() throws IOException {
        try (Descriptor folder = folder(place)) {
            makeFile(folder, "target");
            Names.makeSymlink(folder, bytes("link"), bytes("target"));
            assertErrno(Errno.ELOOP, () -> folder.open(bytes("link"), OpenMode.READ).close());
            folder.open(bytes("link"), OpenMode.READ.followLinks()).close();
        }
    }

    @Test
    void symbolicLinkItselfCanBeFound() throws IOException {
        try (Descriptor folder = folder(place)) {
            Names.makeSymlink(folder, bytes("link"), bytes("nowhere"));
            try (Descriptor link = folder.open(bytes("link"), OpenMode.FIND)) {
                assertThat(Stat.of(link).type()).isEqualTo(FileType.SYMLINK);
            }
        }
    }

    @Test
    void symbolicLinkInTheWayOfADirectoryIsRefused() throws IOException {
        try (Descriptor folder = folder(place)) {
            Names.makeDirectory(folder, bytes("target"), 0700);
            Names.makeSymlink(folder, bytes("link"), bytes("target"));
            assertErrno(
                    Errno.ENOTDIR,
                    () -> folder.open(bytes("link"), OpenMode.READ.directory()).close());
        }
    }

    @Test
    void fileIsNotOpenedAsADirectory() throws IOException {
        try (Descriptor folder = folder(place)) {
            makeFile(folder, "file");
            assertErrno(
                    Errno.ENOTDIR,
                    () -> folder.open(bytes("file"), OpenMode.READ.directory()).close());
        }
    }

    @Test
    void fifoWithoutWriterIsOpenedAtOnceWhenNonBlocking() throws IOException {
        try (Descriptor folder = folder(place)) {
            int mode = FileType.FIFO.modeBits() | 0600;
            Names.makeNode(folder, bytes("fifo"), mode, new Stat.Device(0, 0));
            folder.open(bytes("fifo"), OpenMode.READ.nonBlocking()).close();
        }
    }

    @Test
    void createNewRefusesAnExistingFile() throws IOException {
        try (Descriptor folder = folder(place)) {
            makeFile(folder, "file");
            assertErrno(
                    Errno.EEXIST,
                    () -> folder.open(bytes("file"), OpenMode.WRITE.createNew()).close());
        }
    }

    @Test
    void truncateEmptiesAnExistingFile() throws IOException {
        try (Descriptor folder = folder(place)) {
            file(folder, "file", "content").close();
            folder.open(bytes("file"), OpenMode.WRITE.truncate()).close();
            assertThat(Stat.of(folder, bytes("file")).size()).isZero();
        }
    }

    @Test
    void directoryIsReopenedAfterItWasRenamed() throws IOException {
        try (Descriptor folder = folder(place)) {
            Names.makeDirectory(folder, bytes("old"), 0700);
            try (Descriptor inner = folder.open(bytes("old"), OpenMode.READ.directory())) {
                Names.rename(folder, bytes("old"), folder, bytes("new"));
                try (Descriptor again = inner.reopen(OpenMode.READ.directory())) {
                    assertThat(Stat.of(again)).isEqualTo(Stat.of(folder, bytes("new")));
                }
            }
        }
    }

    @Test
    void nameLongerThanAnyPathIsReachedStepByStep() throws IOException {
        byte[] name = bytes("d".repeat(255));
        Deque<Descriptor> levels = new ArrayDeque<>(List.of(folder(place)));
        while (levels.size() <= 40) {
            Names.makeDirectory(levels.getLast(), name, 0700);
            levels.addLast(levels.getLast().open(name, OpenMode.READ.directory()));
        }
        makeFile(levels.getLast(), "leaf");
        assertThat(Stat.of(levels.getLast(), bytes("leaf")).type()).isEqualTo(FileType.REGULAR);
        // The library that clears temporary folders works with whole paths.
        Names.remove(levels.getLast(), bytes("leaf"));
        levels.removeLast().close();
        while (!levels.isEmpty()) {
            Names.removeDirectory(levels.getLast(), name);
            levels.removeLast().close();
        }
    }

    @Test
    void closingTwiceIsHarmlessAndUsingAfterwardsIsAMistake() throws IOException {
        Descriptor folder = folder(place);
        folder.close();
        folder.close();
        assertThatIllegalStateException().isThrownBy(() -> Stat.of(folder));
    }

    @Test
    void contentIsReadBackAfterReopening() throws IOException {
        try (Descriptor folder = folder(place)) {
            file(folder, "file", "content").close();
            try (Descriptor file = folder.open(bytes("file"), OpenMode.READ.keepAccessTime())) {
                ByteBuffer read = ByteBuffer.allocate(100);
                assertThat(new TransferBuffer().read(file, 3, read)).isEqualTo(4);
                assertThat(read.flip()).isEqualTo(ByteBuffer.wrap(bytes("tent")));
            }
        }
    }

    private static void assertErrno(
            int errno, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(errno));
    }
}
