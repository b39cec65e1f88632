package dev.holdfast.client.selection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.client.config.Exclusion;
import dev.holdfast.client.filter.Filter;
import dev.holdfast.client.filter.FilterBuilder;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.RawPath;
import dev.holdfast.model.tree.FileSystemId;
import dev.holdfast.model.tree.Root;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
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
        Choices choices =
                new Choices(
                        List.of(RawPath.of("/data")),
                        List.of(RawPath.of("/data/left")),
                        Filter.NONE,
                        Set.of());
        List<Root.Mount> before = List.of(mount(path, type, "1", taken));
        List<Root.Mount> met = new ArrayList<>(List.of(mount("/data", "ext4", "2", true)));
        if (!now.isEmpty()) {
            met.add(mount(now, type, "1", true));
        }
        assertThat(new MissingMounts(before, choices).among(met)).hasSize(missing ? 1 : 0);
    }

    @Test
    void aFileSystemThatIsLeftOutByNowIsNotMissing() throws IOException {
        List<Root.Mount> before =
                List.of(
                        mount("/a", "ext4", "1", true),
                        mount("/b/c", "ext4", "2", true),
                        mount("/d", "ext4", "3", true));
        Filter filter =
                new FilterBuilder(path -> new byte[0])
                        .filter(Bytes.utf8("f"), Bytes.utf8("- /a\n- /b/").toArray())
                        .build();
        assertThat(missing(before, filter, Set.of())).containsExactly("/d");
        assertThat(missing(before, Filter.NONE, Set.of())).hasSize(3);
        assertThat(missing(before, Filter.NONE, Set.of(Exclusion.OTHER_FILE_SYSTEMS))).isEmpty();
    }

    private static List<String> missing(
            List<Root.Mount> before, Filter filter, Set<Exclusion> exclusions) {
        Choices choices = new Choices(List.of(RawPath.ROOT), List.of(), filter, exclusions);
        return new MissingMounts(before, choices)
                .among(List.of()).stream().map(mount -> mount.path().toString()).toList();
    }
}
