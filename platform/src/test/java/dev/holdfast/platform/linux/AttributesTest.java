package dev.holdfast.platform.linux;

import static dev.holdfast.platform.linux.Fixture.bytes;
import static dev.holdfast.platform.linux.Fixture.file;
import static dev.holdfast.platform.linux.Fixture.folder;
import static dev.holdfast.platform.linux.Fixture.makeFile;
import static dev.holdfast.platform.linux.Fixture.needsRoot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttributesTest {
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

    @Test
    void timesKeepNanosecondsAlsoBefore1970() throws IOException {
        Stat.Time time = new Stat.Time(-1, 999_999_999);
        try (Descriptor file = file(folder, "file", "")) {
            Attributes.setModified(file, time);
            assertThat(Stat.of(file).modified()).isEqualTo(time);
        }
    }

    @Test
    void timeOfASymbolicLinkIsItsOwn() throws IOException {
        makeFile(folder, "target");
        Names.makeSymlink(folder, bytes("link"), bytes("target"));
        Stat.Time before = Stat.of(folder, bytes("target")).modified();
        Stat.Time time = new Stat.Time(1, 2);
        try (Descriptor link = folder.open(bytes("link"), OpenMode.FIND)) {
            Attributes.setModified(link, time);
        }
        assertThat(Stat.of(folder, bytes("link")).modified()).isEqualTo(time);
        assertThat(Stat.of(folder, bytes("target")).modified()).isEqualTo(before);
    }

    @Test
    void ownerOfASymbolicLinkIsItsOwn() throws IOException {
        needsRoot();
        makeFile(folder, "target");
        Names.makeSymlink(folder, bytes("link"), bytes("target"));
        try (Descriptor found = folder.open(bytes("link"), OpenMode.FIND)) {
            Attributes.setOwner(found, 12, 0xffff_fffeL);
        }
        Stat link = Stat.of(folder, bytes("link"));
        assertThat(link.owner()).isEqualTo(12);
        assertThat(link.group()).isEqualTo(0xffff_fffeL);
        assertThat(Stat.of(folder, bytes("target")).owner()).isZero();
    }

    @Test
    void ownerOfAnOpenFileIsSet() throws IOException {
        needsRoot();
        try (Descriptor file = file(folder, "file", "")) {
            Attributes.setOwner(file, 7, 8);
            assertThat(Stat.of(file).owner()).isEqualTo(7);
            assertThat(Stat.of(file).group()).isEqualTo(8);
        }
    }

    @Test
    void ownerThatNobodyCanBeIsRefused() throws IOException {
        try (Descriptor file = file(folder, "file", "")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Attributes.setOwner(file, 0xffff_ffffL, 0));
            assertThatIllegalArgumentException().isThrownBy(() -> Attributes.setOwner(file, 0, -1));
        }
    }

    @Test
    void permissionsOfWhatWasOnlyFoundAreSet() throws IOException {
        int mode = FileType.FIFO.modeBits() | 0600;
        Names.makeNode(folder, bytes("fifo"), mode, new Stat.Device(0, 0));
        try (Descriptor fifo = folder.open(bytes("fifo"), OpenMode.FIND)) {
            Attributes.setPermissions(fifo, 0666);
        }
        assertThat(Stat.of(folder, bytes("fifo")).permissions()).isEqualTo(0666);
    }

    @Test
    void flagsAreSetAndSeenByStat() throws IOException {
        try (Descriptor file = file(folder, "file", "")) {
            int before = Attributes.flags(file);
            Attributes.setFlags(file, before | Attributes.FLAG_NO_DUMP);
            assertThat(Attributes.flags(file)).isEqualTo(before | Attributes.FLAG_NO_DUMP);
            assertThat(Stat.of(file).attributes() & Stat.ATTRIBUTE_NO_DUMP).isNotZero();
        }
    }
}
