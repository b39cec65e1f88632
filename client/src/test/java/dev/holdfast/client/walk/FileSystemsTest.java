package dev.holdfast.client.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.client.fixture.Machine;
import dev.holdfast.client.fixture.Machine.Made;
import dev.holdfast.client.fixture.Picture;
import dev.holdfast.model.tree.Root;
import dev.holdfast.platform.linux.ThisProcess;
import dev.holdfast.platform.process.Command;
import dev.holdfast.platform.process.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Inodes mean something only within a file system: none is taken for another one. */
@Timeout(120)
class FileSystemsTest {
    private static final CommandResult.Limits LIMITS =
            new CommandResult.Limits(1 << 20, Duration.ofMinutes(1));

    @TempDir Path folder;
    private Machine machine;
    private final List<Path> mounted = new ArrayList<>();

    @BeforeEach
    void begin() throws IOException {
        assumeTrue(ThisProcess.user() == 0, "needs root");
        machine = new Machine(folder);
    }

    @AfterEach
    void unmount() throws IOException {
        for (Path point : mounted.reversed()) {
            shell("umount '%s'".formatted(point));
        }
        mounted.clear();
    }

    private String shell(String script) throws IOException {
        Command command = Command.of("sh", "-euc", "cd '%s'\n%s".formatted(folder, script));
        CommandResult result = CommandResult.of(command, LIMITS);
        assertThat(result.exitCode()).as("%s", result.errors()).isZero();
        return result.output().strip();
    }

    private Path mount(String what, String name) throws IOException {
        Path point = Files.createDirectories(machine.file(name));
        shell("mount %s '%s'".formatted(what, point));
        mounted.add(point);
        return point;
    }

    /**
     * Two images: of a disc, and of another one which has another UUID and another content in a
     * file of the same inode, size and times, all of them long ago.
     */
    private void makeDiscs() throws IOException {
        shell(
                """
                truncate -s 16M one
                mkfs.ext4 -q -O ^metadata_csum one
                mkdir point
                mount -o loop one point
                head -c 5000 /dev/zero | tr '\\0' a >point/file
                umount point
                for field in atime mtime ctime; do
                    echo "set_inode_field file $field 20200101000000"
                    echo "set_inode_field file ${field}_extra 0"
                done | debugfs -w -f - one 2>&1
                cp one two
                tune2fs -U random two
                perl -0pi -e 's/a{5000}/"b" x 5000/e' two
                """);
    }

    private byte[] restored(Made made, String name) throws IOException {
        return Files.readAllBytes(machine.restore(made.snapshot()).files().resolve(name));
    }

    @Test
    void discInTheRightPlaceIsNotReadAgain() throws IOException {
        makeDiscs();
        mount("-o loop one", "disc");
        assertThat(machine.backup().progress().readBytes()).isEqualTo(5_000);
        unmount();
        mount("-o loop one", "disc");
        Made second = machine.backup();
        assertThat(second.progress().readBytes()).isZero();
        assertThat(second.heard().unread()).isEmpty();
    }

    @Test
    void ofAnotherDiscInItsPlaceNothingIsBelieved() throws IOException {
        makeDiscs();
        mount("-o loop one", "disc");
        machine.backup();
        unmount();
        Path point = mount("-o loop two", "disc");
        Made second = machine.backup();
        assertThat(second.heard().saved()).contains("file");
        assertThat(restored(second, "disc/file")).asString().isEqualTo("b".repeat(5_000));
        assertThat(second.heard().unread())
                .containsExactly(
                        point
                                + ": a file system of type ext4 was here at the last backup, and is"
                                + " not");
        Made third = machine.backup();
        assertThat(third.heard().unread()).isEmpty();
        assertThat(third.progress().readBytes()).isZero();
    }

    @Test
    void discThatIsNotMountedAnyMoreIsAGap() throws IOException {
        makeDiscs();
        mount("-o loop one", "disc");
        machine.backup();
        unmount();
        Made second = machine.backup();
        assertThat(second.result().hasGaps()).isTrue();
        assertThat(second.heard().unread()).singleElement().asString().contains("/disc: ");
    }

    @Test
    void discThatMovedIsNotReadAgain() throws IOException {
        makeDiscs();
        mount("-o loop one", "disc");
        machine.backup();
        unmount();
        mount("-o loop one", "elsewhere");
        Made second = machine.backup();
        assertThat(second.progress().readBytes()).isZero();
        assertThat(second.heard().unread()).isEmpty();
        assertThat(restored(second, "elsewhere/file")).startsWith('a');
    }

    @Test
    void discThatIsMountedTwiceIsSavedOnce() throws IOException {
        makeDiscs();
        Path first = mount("-o loop one", "disc");
        String device = shell("findmnt -n -o SOURCE '%s'".formatted(first));
        mount(device, "again");
        Made made = machine.backup();
        assertThat(made.progress().readBytes()).isEqualTo(5_000);
        assertThat(made.heard().leftOut())
                .containsExactly(
                        "%s: it is another view of %s".formatted(machine.file("again"), first));
    }

    /** Inodes are numbered alike in both: a file of one is no further name of one in the other. */
    @Test
    void subvolumesOfBtrfsAreToldApart() throws IOException {
        shell("truncate -s 128M one; mkfs.btrfs -q one");
        mount("-o loop one", "pool");
        shell(
                """
                cd files/pool
                for name in one two; do
                    btrfs -q subvolume create $name
                    head -c 5000 /dev/zero | tr '\\0' ${name%${name#?}} >$name/file
                    ln $name/file $name/linked
                done
                test $(stat -c %i one/file) = $(stat -c %i two/file)
                """);
        assertAlike(machine.backup());
        shell("cd files/pool; mv one three; mv two one; mv three two");
        Made second = machine.backup();
        assertThat(second.progress().readBytes()).isZero();
        assertAlike(second);
    }

    private void assertAlike(Made made) throws IOException {
        assertThat(Picture.of(machine.restore(made.snapshot()).files()))
                .isEqualTo(Picture.of(machine.files()));
    }

    /** Two containers of one image: a file that one has changed keeps its inode. */
    private void makeContainers() throws IOException {
        shell(
                """
                mkdir -p files/image
                echo original >files/image/file
                ln files/image/file files/image/linked
                """);
        for (String name : List.of("one", "two")) {
            shell("mkdir -p files/%1$s-upper work-%1$s".formatted(name));
            mount(
                    ("-t overlay -o lowerdir=files/image,upperdir=files/%1$s-upper,"
                                    + "workdir=work-%1$s,index=on,uuid=null overlay")
                            .formatted(name),
                    name);
        }
        shell(
                """
                echo modified >files/two/file
                touch -r files/image/file files/two/file
                test $(stat -c %i-%h files/one/file) = $(stat -c %i-%h files/two/file)
                """);
    }

    @Test
    void layersAreSavedAndWhatIsMadeOfThemIsNamed() throws IOException {
        makeContainers();
        Made made = machine.backup();
        assertThat(made.heard().leftOut())
                .containsExactly(
                        machine.file("one") + ": it is a file system of type overlay",
                        machine.file("two") + ": it is a file system of type overlay");
        assertThat(restored(made, "two-upper/file")).asString().isEqualTo("modified\n");
        assertThat(restored(made, "image/linked")).asString().isEqualTo("original\n");
    }

    @Test
    void containersThatWereAskedForAreToldApart() throws IOException {
        makeContainers();
        machine.select(
                List.of(machine.files(), machine.file("one"), machine.file("two")), List.of());
        Made made = machine.backup();
        assertThat(restored(made, "one/linked")).asString().isEqualTo("original\n");
        assertThat(restored(made, "two/linked")).asString().isEqualTo("modified\n");
        assertThat(made.result().root().mounts())
                .extracting(Root.Mount::id)
                .doesNotHaveDuplicates();
        assertThat(machine.backup().progress().readBytes()).isZero();
    }
}
