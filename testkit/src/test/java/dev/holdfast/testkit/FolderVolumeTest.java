package dev.holdfast.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.platform.durable.Volume;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderVolumeTest extends VolumeContract {
    @TempDir private Path folder;

    @Override
    protected Volume empty() throws IOException {
        return Volume.on(folder);
    }

    @Test
    void namesDoNotLeadOutOfTheFolder() throws IOException {
        Volume volume = Volume.on(folder);
        for (String name : new String[] {"../a", "/a", "d/../../a"}) {
            assertThatThrownBy(() -> volume.open(name))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void folderMustExist() {
        assertThatThrownBy(() -> Volume.on(folder.resolve("no"))).isInstanceOf(IOException.class);
    }
}
