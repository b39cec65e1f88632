package dev.holdfast.client.facts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class HostFactsTest {
    @TempDir Path root;
    private final List<String> asked = new ArrayList<>();

    private Optional<byte[]> answer(List<String> words) {
        asked.add(String.join(" ", words));
        return words.getFirst().equals("blkid")
                ? Optional.of("UUID=1".getBytes(UTF_8))
                : Optional.empty();
    }

    private HostFacts facts() {
        return new HostFacts(root, this::answer);
    }

    private void write(String name, byte[] content) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    @Test
    void filesAndOutputsAreFactsAndWhatIsAbsentIsNone() throws IOException {
        write("etc/fstab", "UUID=1 / ext4".getBytes(UTF_8));
        write("etc/crypttab", new byte[0]);
        var gathered = facts().gather();
        assertThat(gathered).containsOnlyKeys("boot-mode", "file-systems", "fstab");
        assertThat(gathered.get("fstab")).asString(UTF_8).isEqualTo("UUID=1 / ext4");
        assertThat(gathered.get("file-systems")).asString(UTF_8).isEqualTo("UUID=1");
    }

    @Test
    void partitionTableOfEachDiscIsAskedForAndOfNothingElse() throws IOException {
        for (String name :
                List.of("sda", "nvme0n1", "md0", "vdb", "loop3", "dm-1", "sr0", "ram1")) {
            Files.createDirectories(root.resolve("sys/block").resolve(name));
        }
        facts().gather();
        assertThat(asked)
                .filteredOn(words -> words.startsWith("sfdisk"))
                .containsExactly(
                        "sfdisk --dump /dev/md0",
                        "sfdisk --dump /dev/nvme0n1",
                        "sfdisk --dump /dev/sda",
                        "sfdisk --dump /dev/vdb");
    }

    @Test
    void whatNothingCanBeRestoredWithoutIsAskedForFirst() throws IOException {
        Files.createDirectories(root.resolve("sys/block/sda"));
        facts().gather();
        assertThat(asked.subList(0, 2)).containsExactly("sfdisk --dump /dev/sda", "blkid");
        assertThat(asked.get(2)).startsWith("lsblk ");
    }

    @Test
    void howTheMachineBootsIsToldByItsFirmware() throws IOException {
        assertThat(facts().gather().get("boot-mode")).asString(UTF_8).isEqualTo("bios\n");
        Files.createDirectories(root.resolve("sys/firmware/efi"));
        assertThat(facts().gather().get("boot-mode")).asString(UTF_8).isEqualTo("uefi\n");
    }

    @Test
    void factThatIsTooLongIsLeftOut() throws IOException {
        write("etc/fstab", new byte[HostFacts.LENGTH_MAX]);
        write("etc/crypttab", new byte[HostFacts.LENGTH_MAX + 1]);
        assertThat(facts().gather()).containsKey("fstab").doesNotContainKey("crypttab");
    }

    @Test
    @Timeout(60)
    void thisMachineHasFacts() {
        assertThat(HostFacts.ofThisMachine()).containsKeys("boot-mode", "kernel", "mounts");
    }
}
