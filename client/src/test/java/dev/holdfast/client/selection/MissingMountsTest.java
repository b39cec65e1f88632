package dev.holdfast.client.selection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.RawPath;
import dev.holdfast.model.tree.FileSystemId;
import dev.holdfast.model.tree.Root;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MissingMountsTest {
    private static Root.Mount mount(String path, String type, String uuid, boolean taken) {
        return new Root.Mount(Bytes.utf8(path), new FileSystemId(type, uuid, 0), taken);
    }

    @ParameterizedTest(name = "{0} {1}, taken {2}, now {3}: {4}")
    @CsvSource({
        "/data, ext4, true, '', true",
        "/data, ext4, true, /data, false",
        "/data, ext4, true, /elsewhere, false",
        "/data, ext4, false, '', false",
        "/data, tmpfs, true, '', false",
        "/data, proc, true, '', false",
        "/data, nfs4, true, '', true",
        "/data/left, ext4, true, '', false",
        "/other, ext4, true, '', false",
        "/, ext4, true, '', true",
    })
    void aFileSystemOfTheLastSnapshotThatIsNotThereIsMissing(
            String path, String type, boolean taken, String now, boolean missing) {
        Selection selection =
                Selection.of(List.of(RawPath.of("/data")), List.of(RawPath.of("/data/left")));
        List<Root.Mount> before = List.of(mount(path, type, "1", taken));
        List<Root.Mount> met = new ArrayList<>(List.of(mount("/data", "ext4", "2", true)));
        if (!now.isEmpty()) {
            met.add(mount(now, type, "1", true));
        }
        assertThat(new MissingMounts(before, selection).among(met)).hasSize(missing ? 1 : 0);
    }
}
