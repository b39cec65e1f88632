package dev.holdfast.platform.linux;

import static dev.holdfast.platform.linux.Fixture.bytes;
import static dev.holdfast.platform.linux.Fixture.folder;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThisProcessTest {
    @TempDir Path place;

    @Test
    void userAndGroupAreThoseOfNewFiles() throws IOException {
        Path file = Files.createFile(place.resolve("file"));
        assertThat(ThisProcess.user()).isEqualTo(attribute(file, "unix:uid"));
        assertThat(ThisProcess.group()).isEqualTo(attribute(file, "unix:gid"));
    }

    private static int attribute(Path file, String name) throws IOException {
        return (Integer) Files.getAttribute(file, name, LinkOption.NOFOLLOW_LINKS);
    }

    @Test
    void maskTakesPermissionsOffNewFiles() throws IOException {
        int before = ThisProcess.setMask(027);
        try (Descriptor folder = folder(place)) {
            Names.makeDirectory(folder, bytes("d"), 0777);
            assertThat(Stat.of(folder, bytes("d")).permissions()).isEqualTo(0750);
        } finally {
            assertThat(ThisProcess.setMask(before)).isEqualTo(027);
        }
    }

    @Test
    void limitOfOpenFilesIsRaisedToWhatIsAllowed() throws IOException {
        long limit = ThisProcess.raiseOpenFilesLimit();
        String line =
                Files.readAllLines(Path.of("/proc/self/limits")).stream()
                        .filter(each -> each.startsWith("Max open files"))
                        .findFirst()
                        .orElseThrow();
        assertThat(line).matches("Max open files +%1$d +%1$d .*".formatted(limit));
    }

    @Test
    void hostNameIsTheKernels() throws IOException {
        assertThat(ThisProcess.hostName())
                .isEqualTo(Files.readString(Path.of("/proc/sys/kernel/hostname")).strip());
    }

    @Test
    void hiddenMemoryBelongsToRoot() throws IOException {
        ThisProcess.hideMemory();
        assertThat(attribute(Path.of("/proc/self/mem"), "unix:uid")).isZero();
    }
}
