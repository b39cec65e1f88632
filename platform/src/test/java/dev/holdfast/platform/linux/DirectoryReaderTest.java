package dev.holdfast.platform.linux;

import static dev.holdfast.platform.linux.Fixture.bytes;
import static dev.holdfast.platform.linux.Fixture.folder;
import static dev.holdfast.platform.linux.Fixture.makeFile;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryReaderTest {
    @TempDir Path place;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 10_000})
    void everyEntryIsListedOnce(int count) throws IOException {
        try (Descriptor folder = folder(place)) {
            List<String> made = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                String name = "an-entry-with-a-fairly-long-name-%06d".formatted(i);
                int mode = FileType.REGULAR.modeBits() | 0600;
                Names.makeNode(folder, bytes(name), mode, new Stat.Device(0, 0));
                made.add(name);
            }
            assertThat(names(folder)).containsExactlyInAnyOrderElementsOf(made);
        }
    }

    @Test
    void namesAreRawBytes() throws IOException {
        try (Descriptor folder = folder(place)) {
            byte[] name = {(byte) 0xff, '\n', (byte) 0x80, ' ', 1};
            int mode = FileType.REGULAR.modeBits() | 0600;
            Names.makeNode(folder, name, mode, new Stat.Device(0, 0));
            List<byte[]> found = new ArrayList<>();
            new DirectoryReader().read(folder, (each, type, inode) -> found.add(each));
            assertThat(found).containsExactly(name);
        }
    }

    @Test
    void onlyTheTwoSpecialNamesAreLeftOut() throws IOException {
        try (Descriptor folder = folder(place)) {
            for (String name : List.of("...", ".x", "x.", "..x", "x")) {
                makeFile(folder, name);
            }
            assertThat(names(folder)).containsExactlyInAnyOrder("...", ".x", "x.", "..x", "x");
        }
    }

    @Test
    void typeAndInodeAreThoseOfTheFile() throws IOException {
        try (Descriptor folder = folder(place)) {
            makeFile(folder, "file");
            Names.makeDirectory(folder, bytes("directory"), 0700);
            Names.makeSymlink(folder, bytes("link"), bytes("file"));
            Map<String, FileType> types = new TreeMap<>();
            new DirectoryReader()
                    .read(
                            folder,
                            (name, type, inode) -> {
                                types.put(new String(name, ISO_8859_1), type);
                                assertThat(inode).isEqualTo(Stat.of(folder, name).inode());
                            });
            assertThat(types)
                    .isEqualTo(
                            Map.of(
                                    "file", FileType.REGULAR,
                                    "directory", FileType.DIRECTORY,
                                    "link", FileType.SYMLINK));
        }
    }

    @Test
    void secondListingBeginsAnew() throws IOException {
        try (Descriptor folder = folder(place)) {
            makeFile(folder, "first");
            assertThat(names(folder)).containsExactly("first");
            makeFile(folder, "second");
            assertThat(names(folder)).containsExactlyInAnyOrder("first", "second");
        }
    }

    @Test
    void fileCannotBeListed() throws IOException {
        try (Descriptor folder = folder(place);
                Descriptor file = Fixture.file(folder, "file", "")) {
            assertThatThrownBy(() -> names(file)).hasMessageContaining("cannot list file");
        }
    }

    private static List<String> names(Descriptor folder) throws IOException {
        List<String> names = new ArrayList<>();
        new DirectoryReader()
                .read(folder, (name, type, inode) -> names.add(new String(name, ISO_8859_1)));
        return names;
    }
}
