package dev.holdfast.filesystem.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.filesystem.capture.SourceDirectory.Crossing;
import dev.holdfast.filesystem.capture.SourceDirectory.Description;
import dev.holdfast.filesystem.volume.FileSystemIds;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.RawName;
import dev.holdfast.model.tree.Metadata;
import dev.holdfast.model.tree.Owner;
import dev.holdfast.model.tree.Xattr;
import dev.holdfast.platform.linux.Attributes;
import dev.holdfast.platform.linux.Descriptor;
import dev.holdfast.platform.linux.FileType;
import dev.holdfast.platform.linux.Names;
import dev.holdfast.platform.linux.OpenMode;
import dev.holdfast.platform.linux.Stat;
import dev.holdfast.platform.linux.ThisProcess;
import dev.holdfast.platform.linux.Xattrs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceDirectoryTest {
    private static final RawName FILE = RawName.of("file");
    private static final RawName INNER = RawName.of("inner");
    private static final RawName LINK = RawName.of("link");

    private final CaptureBuffers buffers = new CaptureBuffers();

    @TempDir Path place;
    private SourceDirectory directory;

    @BeforeEach
    void open() throws IOException {
        Files.writeString(place.resolve("file"), "content");
        Files.createDirectory(place.resolve("inner"));
        directory = found(SourceDirectory.open(bytes(place.toString())));
    }

    @AfterEach
    void close() throws IOException {
        directory.close();
    }

    @Test
    void namesAreSortedByUnsignedBytes() throws IOException {
        byte[] high = {(byte) 0x80};
        byte[] highest = {(byte) 0xff, 'a'};
        try (Descriptor folder = Descriptor.openPath(bytes(place.toString()), OpenMode.READ)) {
            Names.makeSymlink(folder, highest, bytes("x"));
            Names.makeSymlink(folder, high, bytes("x"));
            Names.makeSymlink(folder, bytes("file2"), bytes("x"));
            Names.makeSymlink(folder, bytes("\n"), bytes("x"));
        }
        SourceDirectory.Listing listing = found(directory.list(buffers));
        assertThat(listing.names())
                .containsExactly(
                        RawName.of("\n"),
                        FILE,
                        RawName.of("file2"),
                        INNER,
                        RawName.of(high),
                        RawName.of(highest));
        assertThat(listing.unreadable()).isEmpty();
    }

    @Test
    void removedDirectoryHasVanished() throws IOException {
        SourceDirectory inner = found(directory.enter(INNER, status(INNER)));
        Files.delete(place.resolve("inner"));
        assertThat(inner.list(buffers)).isInstanceOf(Captured.Vanished.class);
        assertThat(directory.status(INNER)).isInstanceOf(Captured.Vanished.class);
        inner.close();
    }

    @Test
    void everythingAboutAVanishedFileSaysSo() throws IOException {
        FileStatus seen = status(FILE);
        Files.delete(place.resolve("file"));
        assertThat(directory.status(FILE)).isInstanceOf(Captured.Vanished.class);
        assertThat(directory.openFile(FILE, seen)).isInstanceOf(Captured.Vanished.class);
        assertThat(directory.describe(FILE, seen)).isInstanceOf(Captured.Vanished.class);
        assertThat(directory.linkTarget(FILE)).isInstanceOf(Captured.Vanished.class);
    }

    @Test
    void symbolicLinkPutInTheWayOfADirectoryIsNotFollowed() throws IOException {
        FileStatus seen = status(INNER);
        Files.delete(place.resolve("inner"));
        Files.createSymbolicLink(place.resolve("inner"), Path.of("/etc"));
        assertThat(directory.enter(INNER, seen)).isInstanceOf(Captured.Changed.class);
    }

    @Test
    void directoryExchangedForAnotherIsNotEntered() throws IOException {
        FileStatus seen = status(INNER);
        Files.move(place.resolve("inner"), place.resolve("moved"));
        Files.createDirectory(place.resolve("inner"));
        assertThat(directory.enter(INNER, seen)).isInstanceOf(Captured.Changed.class);
        assertThat(directory.enter(RawName.of("moved"), seen)).isInstanceOf(Captured.Found.class);
    }

    @Test
    void symbolicLinkPutInTheWayOfAFileIsNotFollowed() throws IOException {
        FileStatus seen = status(FILE);
        Files.delete(place.resolve("file"));
        Files.createSymbolicLink(place.resolve("file"), Path.of("/etc/shadow"));
        assertThat(directory.openFile(FILE, seen)).isInstanceOf(Captured.Changed.class);
        assertThat(directory.describe(FILE, seen)).isInstanceOf(Captured.Changed.class);
    }

    @Test
    void fifoPutInTheWayOfAFileDoesNotMakeUsWait() throws IOException {
        FileStatus seen = status(FILE);
        Files.delete(place.resolve("file"));
        makeNode("file", FileType.FIFO);
        assertThat(directory.openFile(FILE, seen)).isInstanceOf(Captured.Changed.class);
    }

    @Test
    void fileExchangedForAnotherIsNotRead() throws IOException {
        FileStatus seen = status(FILE);
        Files.move(place.resolve("file"), place.resolve("moved"));
        Files.writeString(place.resolve("file"), "content");
        assertThat(directory.openFile(FILE, seen)).isInstanceOf(Captured.Changed.class);
    }

    @Test
    void whatIsAboveMayBeRenamedMeanwhile() throws IOException {
        SourceDirectory inner = found(directory.enter(INNER, status(INNER)));
        Files.move(place.resolve("inner"), place.resolve("moved"));
        Files.writeString(place.resolve("moved/leaf"), "x");
        assertThat(found(inner.list(buffers)).names()).containsExactly(RawName.of("leaf"));
        inner.close();
    }

    @Test
    void onlyRegularFilesAreOpened() throws IOException {
        FileStatus seen = status(INNER);
        assertThatIllegalArgumentException().isThrownBy(() -> directory.openFile(INNER, seen));
    }

    @Test
    void symbolicLinkHasATargetAndAFileHasNone() throws IOException {
        Files.createSymbolicLink(place.resolve("link"), Path.of("some/where"));
        assertThat(found(directory.linkTarget(LINK))).isEqualTo(Bytes.utf8("some/where"));
        assertThat(directory.linkTarget(FILE)).isInstanceOf(Captured.Changed.class);
    }

    @Test
    void descriptionHoldsWhatTheFileCarries() throws IOException {
        try (Descriptor file = openFile()) {
            Attributes.setPermissions(file, 0641);
            Attributes.setModified(file, new Stat.Time(-5, 7));
            Xattrs.set(file, bytes("user.b"), bytes("2"));
            Xattrs.set(file, bytes("user.a"), bytes("1"));
            Attributes.setFlags(file, Attributes.flags(file) | Attributes.FLAG_NO_DUMP);
        }
        FileStatus seen = status(FILE);
        Description description = found(directory.describe(FILE, seen));
        Metadata metadata = description.metadata();
        assertThat(description.unreadable()).isEmpty();
        assertThat(metadata.mode()).isEqualTo(0641);
        assertThat(metadata.owner()).isEqualTo(new Owner(ThisProcess.user(), ThisProcess.group()));
        assertThat(metadata.times()).isEqualTo(seen.times());
        assertThat(metadata.times().modified().seconds()).isEqualTo(-5);
        assertThat(metadata.times().modified().nanoseconds()).isEqualTo(7);
        assertThat(metadata.inode()).isEqualTo(seen.inode());
        assertThat(metadata.links()).isEqualTo(1);
        assertThat(metadata.flags()).isEqualTo(Attributes.FLAG_NO_DUMP);
        assertThat(metadata.xattrs())
                .containsExactly(
                        new Xattr(Bytes.utf8("user.a"), Bytes.utf8("1")),
                        new Xattr(Bytes.utf8("user.b"), Bytes.utf8("2")));
    }

    @Test
    void directoryDescribesItselfLikeItsEntry() throws IOException {
        FileStatus seen = status(INNER);
        try (SourceDirectory inner = found(directory.enter(INNER, seen))) {
            assertThat(found(inner.describe())).isEqualTo(found(directory.describe(INNER, seen)));
        }
        assertThat(seen.links()).isEqualTo(1);
    }

    @Test
    void entriesOfEveryTypeAreDescribed() throws IOException {
        makeNode("fifo", FileType.FIFO);
        makeNode("socket", FileType.SOCKET);
        Files.createSymbolicLink(place.resolve("link"), Path.of("nowhere"));
        for (RawName name : found(directory.list(buffers)).names()) {
            Description description = found(directory.describe(name, status(name)));
            assertThat(description.unreadable()).as("%s", name).isEmpty();
        }
    }

    @Test
    void wayToProcLeadsToAnotherFileSystem() throws IOException {
        try (SourceDirectory root = found(SourceDirectory.root())) {
            FileStatus proc = found(root.status(RawName.of("proc")));
            assertThat(root.crossing(proc)).isEqualTo(Crossing.MOUNT);
            FileSystemIds ids = new FileSystemIds();
            try (SourceDirectory inner = found(root.enter(RawName.of("proc"), proc))) {
                assertThat(inner.fileSystem(ids).type()).isEqualTo("proc");
            }
        }
        assertThat(directory.crossing(status(INNER))).isEqualTo(Crossing.NONE);
    }

    @Test
    void subvolumeIsAnotherDeviceOnTheSameMount() throws IOException {
        Stat here = directory.status().stat();
        assertThat(directory.crossing(on(here, new Stat.Device(0, 9999), here.mountId())))
                .isEqualTo(Crossing.SUBVOLUME);
        assertThat(directory.crossing(on(here, here.device(), here.mountId() + 1)))
                .isEqualTo(Crossing.MOUNT);
    }

    private static FileStatus on(Stat stat, Stat.Device device, long mountId) {
        return new FileStatus(
                new Stat(
                        stat.mode(),
                        stat.owner(),
                        stat.group(),
                        stat.inode(),
                        stat.linkCount(),
                        stat.size(),
                        stat.blocks(),
                        stat.modified(),
                        stat.changed(),
                        stat.born(),
                        device,
                        stat.special(),
                        mountId,
                        stat.attributes()));
    }

    @Test
    void forbiddenFileIsUnreadableWithAReason() throws IOException {
        Assumptions.assumeFalse(ThisProcess.user() == 0, "root may read everything");
        Files.setPosixFilePermissions(place.resolve("file"), java.util.Set.of());
        assertThat(directory.openFile(FILE, status(FILE)))
                .isEqualTo(
                        new Captured.Unreadable<>("cannot open file: permission denied (EACCES)"));
    }

    private Descriptor openFile() throws IOException {
        return Descriptor.openPath(bytes(place.resolve("file").toString()), OpenMode.READ_WRITE);
    }

    private void makeNode(String name, FileType type) throws IOException {
        try (Descriptor folder = Descriptor.openPath(bytes(place.toString()), OpenMode.READ)) {
            int mode = type.modeBits() | 0600;
            Names.makeNode(folder, bytes(name), mode, new Stat.Device(0, 0));
        }
    }

    private FileStatus status(RawName name) throws IOException {
        return found(directory.status(name));
    }

    static <T> T found(Captured<T> captured) {
        if (captured instanceof Captured.Found<T>(T value)) {
            return value;
        }
        throw new AssertionError(captured);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
