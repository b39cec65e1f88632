package dev.holdfast.platform.linux;

import static dev.holdfast.platform.linux.Fixture.folder;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSystemTest {
    @TempDir Path place;

    @Test
    void sizesAreWhatTheLibraryOfTheJdkSees() throws IOException {
        FileStore expected = Files.getFileStore(place);
        try (Descriptor folder = folder(place)) {
            FileSystem fileSystem = FileSystem.of(folder);
            assertThat(fileSystem.blocks() * fileSystem.blockSize())
                    .isEqualTo(expected.getTotalSpace());
            assertThat(fileSystem.blockSize()).isEqualTo(expected.getBlockSize());
            assertThat(fileSystem.blocksAvailable()).isBetween(1L, fileSystem.blocksFree());
            assertThat(fileSystem.filesFree()).isLessThanOrEqualTo(fileSystem.files());
        }
    }

    @Test
    void procHasNeitherUuidNorSubvolume() throws IOException {
        try (Descriptor proc = folder(Path.of("/proc"))) {
            assertThat(FileSystem.uuid(proc)).isEmpty();
            assertThat(FileSystem.subvolume(proc)).isEmpty();
        }
    }
}
