package dev.holdfast.client.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.client.backup.Descriptions.Described;
import dev.holdfast.client.fixture.Heard;
import dev.holdfast.client.fixture.Machine;
import dev.holdfast.client.fixture.Machine.Made;
import dev.holdfast.filesystem.capture.SourceDirectory.Description;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.RawPath;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.tree.FileSystemId;
import dev.holdfast.model.tree.Metadata;
import dev.holdfast.model.tree.Owner;
import dev.holdfast.model.tree.Root;
import dev.holdfast.model.tree.Times;
import dev.holdfast.model.tree.Xattr;
import dev.holdfast.platform.linux.Descriptor;
import dev.holdfast.platform.linux.Names;
import dev.holdfast.platform.linux.OpenMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing unread is called saved, and nothing that is unread ends a run. */
@Timeout(60)
class GapsTest {
    /** A regular file that says it has a page of content, and lets nobody read it. */
    private static final Path UNREADABLE = Path.of("/sys/bus/platform/drivers_probe");

    @TempDir Path folder;
    private Machine machine;

    @BeforeEach
    void begin() throws IOException {
        machine = new Machine(folder);
    }

    @Test
    void whatCannotBeReadIsNamedAndTheRestIsSaved() throws IOException {
        assumeTrue(Files.exists(UNREADABLE));
        machine.write("file", "content");
        machine.write("large", new byte[5 << 20]);
        machine.select(List.of(UNREADABLE, machine.files()), List.of()).checkpointAlways();
        Made made = machine.backup();
        assertThat(made.heard().unread()).singleElement().asString().contains("drivers_probe");
        assertThat(made.result().hasGaps()).isTrue();
        assertThat(made.snapshot().figures().unread()).isEqualTo(1);
        assertThat(machine.find(made.snapshot(), "file")).isPresent();
        machine.checkpointNever();
        assertThat(machine.backup().result().hasGaps()).isTrue();
    }

    @Test
    void aTreeNestedWithoutEndIsCutAndTheRestIsSaved() throws Exception {
        machine.write("a", "before");
        machine.write("z", "after");
        Files.createDirectory(machine.file("deep"));
        nest(machine.file("deep"), 3_000);
        try {
            Made made = machine.backup();
            assertThat(made.heard().unread()).singleElement().asString().contains("too deep");
            assertThat(machine.find(made.snapshot(), "a")).isPresent();
            assertThat(machine.find(made.snapshot(), "z")).isPresent();
            Made second = machine.backup();
            assertThat(second.heard().unread()).hasSize(1);
            assertThat(second.progress().readBytes()).isZero();
            Files.delete(machine.cacheFile());
            Made third = machine.backup();
            assertThat(third.progress().readBytes()).isZero();
            assertThat(machine.restore(third.snapshot()).failed()).isEmpty();
        } finally {
            unnest(machine.file("deep"));
        }
    }

    /** Deeper than any path reaches. */
    private static void nest(Path top, int depth) throws IOException {
        byte[] name = {'d'};
        OpenMode mode = OpenMode.READ.directory();
        Descriptor at = Descriptor.openPath(Bytes.utf8(top.toString()).toArray(), mode);
        for (int i = 0; i < depth; i++) {
            try (Descriptor outer = at) {
                Names.makeDirectory(outer, name, 0700);
                at = outer.open(name, mode);
            }
        }
        at.close();
    }

    /** Moves what is two levels deep up, and removes what is between, until nothing is left. */
    private static void unnest(Path top) throws IOException {
        Path first = top.resolve("d");
        Path second = first.resolve("d");
        while (Files.exists(second)) {
            Path moved = Files.move(second, top.resolve("moved"));
            Files.delete(first);
            Files.move(moved, first);
        }
    }

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

    private static Description description(int xattrs, int valueLength) {
        List<Xattr> all = new ArrayList<>();
        for (int i = 0; i < xattrs; i++) {
            all.add(
                    new Xattr(
                            Bytes.utf8("user.%06d".formatted(i)),
                            Bytes.copyOf(new byte[valueLength])));
        }
        Timestamp time = new Timestamp(0, 0);
        Times times = new Times(time, time, null);
        Metadata metadata = new Metadata(0, new Owner(0, 0), times, 1, 1, 0, all);
        return new Description(metadata, List.of("one reason"));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 1",
        "3, 65536, 3, 1",
        "15, 65536, 15, 1",
        "16, 65536, 15, 2",
        "17, 65536, 15, 2",
        "9000, 65536, 15, 2"
    })
    void moreAttributesThanAnObjectHoldsAreNamed(int count, int length, int kept, int gaps) {
        Heard heard = new Heard();
        Descriptions descriptions = new Descriptions(new Gaps(heard), new Owners(null));
        Described taken = descriptions.take(RawPath.of("/x"), description(count, length));
        assertThat(taken.metadata().xattrs()).hasSize(kept);
        assertThat(taken.whole()).isFalse();
        assertThat(heard.unread()).hasSize(gaps);
    }
}
