package dev.holdfast.filesystem.volume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.filesystem.volume.FileSystemIds.Facts;
import dev.holdfast.model.tree.FileSystemId;
import dev.holdfast.platform.linux.Descriptor;
import dev.holdfast.platform.linux.FileSystem;
import dev.holdfast.platform.linux.OpenMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSystemIdsTest {
    private static final UUID UUID_1 = UUID.fromString("0b1ffa6a-9d1c-4a0b-8c60-0f4c4b1e9a55");
    private static final FileSystem EXT = fileSystem(FileSystem.TYPE_EXT, 0x1234_5678_9abcL);
    private static final FileSystem OTHER = fileSystem(FileSystem.TYPE_XFS, 7);

    @TempDir Path place;

    @Test
    void kernelsWordIsBest() {
        Facts facts =
                new Facts(
                        "ext4",
                        Optional.of(UUID_1),
                        Optional.of("other"),
                        EXT,
                        "/dev/sda1",
                        OptionalLong.empty());
        assertThat(FileSystemIds.name(facts))
                .isEqualTo(new FileSystemId("ext4", UUID_1.toString(), 0));
    }

    @Test
    void udevsWordIsNextAndKeptAsItIs() {
        Facts facts = facts("vfat", Optional.of("ABCD-1234"), OTHER, "/dev/sda1");
        assertThat(FileSystemIds.name(facts)).isEqualTo(new FileSystemId("vfat", "ABCD-1234", 0));
    }

    @Test
    void extWithoutUuidHasAnIdThatWasMadeFromIt() {
        Facts facts = facts("ext4", Optional.empty(), EXT, "/dev/sda1");
        assertThat(FileSystemIds.name(facts))
                .isEqualTo(new FileSystemId("ext4", "id 0000123456789abc", 0));
    }

    @Test
    void extThatWasMadeWithoutUuidIsNamedByItsSource() {
        FileSystem nameless = fileSystem(FileSystem.TYPE_EXT, 0);
        Facts facts = facts("ext4", Optional.empty(), nameless, "/dev/vda");
        assertThat(FileSystemIds.name(facts))
                .isEqualTo(new FileSystemId("ext4", "source /dev/vda", 0));
    }

    @Test
    void anythingElseWithoutUuidIsNamedByItsSource() {
        Facts facts = facts("zfs", Optional.empty(), OTHER, "pool/home");
        assertThat(FileSystemIds.name(facts))
                .isEqualTo(new FileSystemId("zfs", "source pool/home", 0));
    }

    @Test
    void longSourceIsCut() {
        Facts facts = facts("nfs", Optional.empty(), OTHER, "x".repeat(1000) + ":/end");
        String uuid = FileSystemIds.name(facts).uuid();
        assertThat(uuid).hasSize(FileSystemId.TEXT_LENGTH_MAX).endsWith(":/end");
    }

    @Test
    void subvolumesAreTheBusinessOfBtrfsAlone() {
        Facts btrfs =
                new Facts(
                        "btrfs",
                        Optional.of(UUID_1),
                        Optional.empty(),
                        OTHER,
                        "/dev/sda1",
                        OptionalLong.of(257));
        assertThat(FileSystemIds.name(btrfs).subvolume()).isEqualTo(257);
        Facts ext =
                new Facts(
                        "ext4",
                        Optional.of(UUID_1),
                        Optional.empty(),
                        EXT,
                        "/dev/sda1",
                        OptionalLong.of(257));
        assertThat(FileSystemIds.name(ext).subvolume()).isZero();
    }

    @Test
    void directoriesOfOneFileSystemAreOfOneId() throws IOException {
        FileSystemIds ids = new FileSystemIds();
        Path inner = Files.createDirectory(place.resolve("inner"));
        assertThat(identify(ids, inner)).isEqualTo(identify(ids, place));
        assertThat(identify(new FileSystemIds(), inner)).isEqualTo(identify(ids, place));
    }

    @Test
    void procIsAnotherFileSystem() throws IOException {
        FileSystemIds ids = new FileSystemIds();
        FileSystemId proc = identify(ids, Path.of("/proc"));
        assertThat(proc.type()).isEqualTo("proc");
        assertThat(proc).isNotEqualTo(identify(ids, place));
    }

    private static FileSystemId identify(FileSystemIds ids, Path folder) throws IOException {
        byte[] path = folder.toString().getBytes(UTF_8);
        try (Descriptor directory = Descriptor.openPath(path, OpenMode.READ.directory())) {
            return ids.identify(directory);
        }
    }

    private static Facts facts(
            String type, Optional<String> diskUuid, FileSystem fileSystem, String source) {
        return new Facts(
                type, Optional.empty(), diskUuid, fileSystem, source, OptionalLong.empty());
    }

    private static FileSystem fileSystem(long type, long id) {
        return new FileSystem(type, 4096, 0, 0, 0, 0, 0, id);
    }
}
