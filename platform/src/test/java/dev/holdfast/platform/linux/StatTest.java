package dev.holdfast.platform.linux;

import static dev.holdfast.platform.linux.Fixture.bytes;
import static dev.holdfast.platform.linux.Fixture.file;
import static dev.holdfast.platform.linux.Fixture.folder;
import static dev.holdfast.platform.linux.Fixture.makeFile;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatTest {
    @TempDir Path place;

    @Test
    void everyFieldIsWhatTheLibraryOfTheJdkSees() throws IOException {
        try (Descriptor folder = folder(place)) {
            file(folder, "file", "seven b").close();
            Names.link(folder, bytes("file"), folder, bytes("other"));
            Stat stat = Stat.of(folder, bytes("file"));
            Map<String, Object> expected =
                    Files.readAttributes(
                            place.resolve("file"), "unix:*", LinkOption.NOFOLLOW_LINKS);
            assertThat(stat.mode()).isEqualTo(expected.get("mode"));
            assertThat((int) stat.owner()).isEqualTo(expected.get("uid"));
            assertThat((int) stat.group()).isEqualTo(expected.get("gid"));
            assertThat(stat.inode()).isEqualTo(expected.get("ino"));
            assertThat((int) stat.linkCount()).isEqualTo(expected.get("nlink")).isEqualTo(2);
            assertThat(stat.size()).isEqualTo(expected.get("size")).isEqualTo(7L);
            assertThat(time(stat.modified())).isEqualTo(expected.get("lastModifiedTime"));
            assertThat(time(stat.changed())).isEqualTo(expected.get("ctime"));
        }
    }

    @Test
    void openFileAndItsNameTellTheSame() throws IOException {
        try (Descriptor folder = folder(place);
                Descriptor file = file(folder, "file", "x")) {
            assertThat(Stat.of(file)).isEqualTo(Stat.of(folder, bytes("file")));
        }
    }

    @Test
    void symbolicLinkIsDescribedItself() throws IOException {
        try (Descriptor folder = folder(place)) {
            Names.makeSymlink(folder, bytes("link"), bytes("nowhere"));
            Stat stat = Stat.of(folder, bytes("link"));
            assertThat(stat.type()).isEqualTo(FileType.SYMLINK);
            assertThat(stat.size()).isEqualTo("nowhere".length());
        }
    }

    @Test
    void deviceFileTellsItsNumber() throws IOException {
        try (Descriptor devices = folder(Path.of("/dev"))) {
            Stat stat = Stat.of(devices, bytes("null"));
            assertThat(stat.type()).isEqualTo(FileType.CHARACTER_DEVICE);
            assertThat(stat.special()).isEqualTo(new Stat.Device(1, 3));
        }
    }

    @Test
    void typeAndPermissionsArePartsOfTheMode() throws IOException {
        try (Descriptor folder = folder(place)) {
            makeFile(folder, "file");
            try (Descriptor file = folder.open(bytes("file"), OpenMode.READ)) {
                Attributes.setPermissions(file, 04751);
            }
            Stat stat = Stat.of(folder, bytes("file"));
            assertThat(stat.permissions()).isEqualTo(04751);
            assertThat(stat.type()).isEqualTo(FileType.REGULAR);
            assertThat(stat.mode()).isEqualTo(0104751);
        }
    }

    private static FileTime time(Stat.Time time) {
        return FileTime.from(Instant.ofEpochSecond(time.seconds(), time.nanoseconds()));
    }
}
