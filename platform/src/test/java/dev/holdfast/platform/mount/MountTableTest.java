package dev.holdfast.platform.mount;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.platform.linux.Descriptor;
import dev.holdfast.platform.linux.Stat;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MountTableTest {
    @Test
    void everyFieldIsRead() throws IOException {
        Mount mount =
                only(
                        "36 35 259:1048575 /mnt1 /mnt2 rw,noatime master:1 shared:7 - ext3"
                                + " /dev/root rw,errors=continue");
        assertThat(mount.id()).isEqualTo(36);
        assertThat(mount.parent()).isEqualTo(35);
        assertThat(mount.device()).isEqualTo(new Stat.Device(259, 1048575));
        assertThat(mount.root()).isEqualTo(bytes("/mnt1"));
        assertThat(mount.point()).isEqualTo(bytes("/mnt2"));
        assertThat(mount.options()).containsExactly("rw", "noatime");
        assertThat(mount.type()).isEqualTo("ext3");
        assertThat(mount.source()).isEqualTo(bytes("/dev/root"));
        assertThat(mount.superOptions()).containsExactly("rw", "errors=continue");
    }

    @Test
    void optionalFieldsMayBeMissing() throws IOException {
        Mount mount = only("1 0 0:2 / /proc rw - proc none rw");
        assertThat(mount.type()).isEqualTo("proc");
        assertThat(mount.source()).isEqualTo(bytes("none"));
    }

    @Test
    void escapedBytesAreWhatTheyWere() throws IOException {
        Mount mount =
                only("1 0 0:2 / /a\\040b\\011c\\012d\\134e\\0409\u00e9 rw - fuse.x a\\040b rw");
        assertThat(mount.point()).isEqualTo(bytes("/a b\tc\nd\\e 9\u00e9"));
        assertThat(mount.source()).isEqualTo(bytes("a b"));
    }

    @Test
    void sourceMayBeEmpty() throws IOException {
        assertThat(only("1 0 0:2 / /x rw - tmpfs  rw").source()).isEmpty();
    }

    @Test
    void laterMountsOfOnePointAreAllKept() throws IOException {
        MountTable table =
                MountTable.parse(
                        bytes("1 0 0:2 / /x rw - ext4 a rw\n2 1 0:3 / /x rw - xfs b rw\n"));
        assertThat(table.mounts()).extracting(Mount::id).containsExactly(1, 2);
        assertThat(table.byId(2).orElseThrow().type()).isEqualTo("xfs");
        assertThat(table.byId(3)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "1 0 0:2 / /x rw",
                "1 0 0:2 / /x rw - tmpfs",
                "x 0 0:2 / /x rw - tmpfs a rw",
                "1 y 0:2 / /x rw - tmpfs a rw",
                "1 0 2 / /x rw - tmpfs a rw",
                "1 0 :2 / /x rw - tmpfs a rw",
                "1 0 2: / /x rw - tmpfs a rw",
            })
    void impossibleLineIsRefused(String line) {
        assertThatThrownBy(() -> MountTable.parse(bytes(line)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(line);
    }

    @Test
    void rootDirectoryIsOnAMountOfTheKernelsTable() throws IOException {
        try (Descriptor root = Descriptor.root()) {
            Stat stat = Stat.of(root);
            Mount mount = MountTable.read().byId(stat.mountId()).orElseThrow();
            assertThat(mount.point()).isEqualTo(bytes("/"));
        }
    }

    private static Mount only(String line) throws IOException {
        List<Mount> mounts = MountTable.parse(bytes(line + "\n")).mounts();
        assertThat(mounts).hasSize(1);
        return mounts.getFirst();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
