package dev.holdfast.filesystem.volume;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MountKindTest {
    @ParameterizedTest
    @CsvSource({
        "ext4, LOCAL",
        "xfs, LOCAL",
        "btrfs, LOCAL",
        "zfs, LOCAL",
        "vfat, LOCAL",
        "fuseblk, LOCAL",
        "EXT4, LOCAL",
        "nfs4, NETWORK",
        "cifs, NETWORK",
        "9p, NETWORK",
        "fuse, NETWORK",
        "fuse.sshfs, NETWORK",
        "fuse.ext4, NETWORK",
        "tmpfs, MEMORY",
        "devtmpfs, MEMORY",
        "proc, VIRTUAL",
        "cgroup2, VIRTUAL",
        "autofs, VIRTUAL",
        "squashfs, IMAGE",
        "iso9660, IMAGE",
        "overlay, LAYERED",
        "neverheardof, UNKNOWN",
        "'', UNKNOWN",
        "ext, UNKNOWN",
    })
    void kindIsToldByTheType(String type, MountKind kind) {
        assertThat(MountKind.of(type)).isEqualTo(kind);
    }
}
