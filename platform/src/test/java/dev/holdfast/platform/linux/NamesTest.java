package dev.holdfast.platform.linux;

import static dev.holdfast.platform.linux.Fixture.bytes;
import static dev.holdfast.platform.linux.Fixture.file;
import static dev.holdfast.platform.linux.Fixture.folder;
import static dev.holdfast.platform.linux.Fixture.makeFile;
import static dev.holdfast.platform.linux.Fixture.needsRoot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    private static final Stat.Device NO_DEVICE = new Stat.Device(0, 0);

    @TempDir Path place;
    private Descriptor folder;

    @BeforeEach
    void open() throws IOException {
        folder = folder(place);
    }

    @AfterEach
    void close() throws IOException {
        folder.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 255, 256, 4094, 4095})
    void symbolicLinkKeepsItsTarget(int length) throws IOException {
        byte[] target = new byte[length];
        java.util.Arrays.fill(target, (byte) 0xe9);
        // XFS ends at 1023 bytes; what holds the tests' files may not.
        Names.makeSymlink(folder, bytes("link"), target);
        assertThat(Names.readSymlink(folder, bytes("link"))).isEqualTo(target);
    }

    @Test
    void directoryIsMadeAndRemoved() throws IOException {
        Names.makeDirectory(folder, bytes("d"), 0700);
        assertThat(place.resolve("d")).isDirectory();
        assertThatThrownBy(() -> Names.remove(folder, bytes("d"))).hasMessageContaining("EISDIR");
        Names.removeDirectory(folder, bytes("d"));
        assertThat(place.resolve("d")).doesNotExist();
    }

    @Test
    void directoryWithEntriesIsNotRemoved() throws IOException {
        Files.createDirectories(place.resolve("d/e"));
        assertThatThrownBy(() -> Names.removeDirectory(folder, bytes("d")))
                .hasMessage("cannot remove d: directory not empty (ENOTEMPTY)");
    }

    @Test
    void fifoAndSocketAreMade() throws IOException {
        Names.makeNode(folder, bytes("f"), FileType.FIFO.modeBits() | 0600, NO_DEVICE);
        Names.makeNode(folder, bytes("s"), FileType.SOCKET.modeBits() | 0600, NO_DEVICE);
        assertThat(Stat.of(folder, bytes("f")).type()).isEqualTo(FileType.FIFO);
        assertThat(Stat.of(folder, bytes("s")).type()).isEqualTo(FileType.SOCKET);
    }

    @Test
    void deviceNumbersKeepAllTheirBits() throws IOException {
        needsRoot();
        Stat.Device device = new Stat.Device(0xfff, 0xfffff);
        Names.makeNode(folder, bytes("b"), FileType.BLOCK_DEVICE.modeBits() | 0600, device);
        Stat stat = Stat.of(folder, bytes("b"));
        assertThat(stat.type()).isEqualTo(FileType.BLOCK_DEVICE);
        assertThat(stat.special()).isEqualTo(device);
    }

    @Test
    void hardLinkIsTheSameFile() throws IOException {
        makeFile(folder, "one");
        Names.link(folder, bytes("one"), folder, bytes("two"));
        assertThat(Stat.of(folder, bytes("two"))).isEqualTo(Stat.of(folder, bytes("one")));
        assertThatThrownBy(() -> Names.link(folder, bytes("one"), folder, bytes("two")))
                .hasMessageContaining("EEXIST");
    }

    @Test
    void symbolicLinkIsLinkedItself() throws IOException {
        Names.makeSymlink(folder, bytes("link"), bytes("nowhere"));
        Names.link(folder, bytes("link"), folder, bytes("second"));
        assertThat(Names.readSymlink(folder, bytes("second"))).isEqualTo(bytes("nowhere"));
    }

    @Test
    void temporaryFileAppearsOnlyWhenLinked() throws IOException {
        try (Descriptor file = folder.reopen(OpenMode.READ_WRITE.temporary())) {
            assertThat(place).isEmptyDirectory();
            Names.link(file, folder, bytes("appeared"));
            assertThat(Stat.of(folder, bytes("appeared"))).isEqualTo(Stat.of(file));
        }
    }

    @Test
    void renameReplaces() throws IOException {
        file(folder, "one", "1").close();
        file(folder, "two", "2").close();
        Names.rename(folder, bytes("one"), folder, bytes("two"));
        assertThat(place.resolve("two")).hasContent("1");
        assertThat(place.resolve("one")).doesNotExist();
    }

    @Test
    void renameNewDoesNotReplace() throws IOException {
        file(folder, "one", "1").close();
        file(folder, "two", "2").close();
        assertThatThrownBy(() -> Names.renameNew(folder, bytes("one"), folder, bytes("two")))
                .hasMessage("cannot rename one to two: file exists (EEXIST)");
        assertThat(place.resolve("two")).hasContent("2");
        Names.renameNew(folder, bytes("one"), folder, bytes("three"));
        assertThat(place.resolve("three")).hasContent("1");
    }

    @Test
    void exchangeSwapsTwoNames() throws IOException {
        file(folder, "one", "1").close();
        Names.makeDirectory(folder, bytes("two"), 0700);
        Names.exchange(folder, bytes("one"), folder, bytes("two"));
        assertThat(place.resolve("one")).isDirectory();
        assertThat(place.resolve("two")).hasContent("1");
    }
}
