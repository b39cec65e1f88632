package dev.holdfast.filesystem.recreate;

import static dev.holdfast.filesystem.recreate.TreeCopy.found;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.filesystem.capture.FileStatus;
import dev.holdfast.filesystem.capture.SourceDirectory;
import dev.holdfast.filesystem.capture.SourceDirectory.Crossing;
import dev.holdfast.filesystem.volume.FileSystemIds;
import dev.holdfast.model.RawName;
import dev.holdfast.model.tree.FileSystemId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** On each of the file systems that most servers have. */
@Tag("long")
class LoopFileSystemsTest {
    @TestInstance(Lifecycle.PER_CLASS)
    abstract static class Mounted extends RoundTripContract {
        private final String type;
        private LoopFileSystem mounted;

        @SuppressWarnings("NullAway.Init") // mounted before the first test
        Mounted(String type) {
            this.type = type;
        }

        @BeforeAll
        void mount(@TempDir Path folder) throws IOException {
            mounted = LoopFileSystem.mount(type, folder);
        }

        @AfterAll
        void unmount() throws IOException {
            mounted.close();
        }

        Path point() {
            return mounted.point();
        }

        @Override
        Path newPlace() throws IOException {
            return Files.createTempDirectory(mounted.point(), "place");
        }

        @Test
        void identityIsTheUuidThatBlkidFinds() throws IOException {
            assertThat(identify(point())).isEqualTo(id(mounted.uuid()));
        }

        FileSystemId id(String uuid) {
            return new FileSystemId(type, uuid, 0);
        }
    }

    @Nested
    class Ext4 extends Mounted {
        Ext4() {
            super("ext4");
        }
    }

    @Nested
    class Xfs extends Mounted {
        Xfs() {
            super("xfs");
        }
    }

    @Nested
    class Btrfs extends Mounted {
        Btrfs() {
            super("btrfs");
        }

        @Override
        FileSystemId id(String uuid) {
            return new FileSystemId("btrfs", uuid, 5);
        }

        @Test
        void subvolumeIsCrossedIntoAndHasAnIdentityOfItsOwn() throws IOException {
            LoopFileSystem.run("btrfs", "subvolume", "create", point() + "/sub");
            try (SourceDirectory top = open(point())) {
                FileStatus sub = found(top.status(RawName.of("sub")));
                assertThat(top.crossing(sub)).isEqualTo(Crossing.SUBVOLUME);
            }
            FileSystemId inner = identify(point().resolve("sub"));
            assertThat(inner.uuid()).isEqualTo(identify(point()).uuid());
            assertThat(inner.subvolume()).isGreaterThanOrEqualTo(256);
        }

        @Test
        void exemptionFromCopyOnWriteComesBack() throws IOException {
            Path place = newPlace();
            Path source = Files.createDirectory(place.resolve("source"));
            Path target = Files.createDirectory(place.resolve("target"));
            LoopFileSystem.run("touch", source + "/f");
            LoopFileSystem.run("chattr", "+C", source + "/f");
            Files.writeString(source.resolve("f"), "content");
            Shortfalls shortfalls = new Shortfalls();
            Recreation recreation = new Recreation(Recreation.Existing.REPLACE, shortfalls);
            try (TreeCopy copy = new TreeCopy();
                    SourceDirectory from = open(source);
                    TargetDirectory to = recreation.open(target.toString().getBytes(UTF_8))) {
                copy.copy(from, to);
            }
            assertThat(LoopFileSystem.run("lsattr", target + "/f")).contains("C");
            assertThat(shortfalls.all()).isEmpty();
        }
    }

    private static FileSystemId identify(Path folder) throws IOException {
        try (SourceDirectory directory = open(folder)) {
            return directory.fileSystem(new FileSystemIds());
        }
    }

    private static SourceDirectory open(Path folder) throws IOException {
        return found(SourceDirectory.open(folder.toString().getBytes(UTF_8)));
    }
}
