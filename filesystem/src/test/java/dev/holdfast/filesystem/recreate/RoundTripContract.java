package dev.holdfast.filesystem.recreate;

import static dev.holdfast.filesystem.recreate.TreeCopy.found;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.filesystem.capture.SourceDirectory;
import dev.holdfast.model.RawName;
import dev.holdfast.platform.linux.Descriptor;
import dev.holdfast.platform.linux.Names;
import dev.holdfast.platform.linux.OpenMode;
import dev.holdfast.platform.linux.ThisProcess;
import dev.holdfast.platform.process.Command;
import dev.holdfast.platform.process.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is captured and recreated is the same on every file system, and rsync is the judge. */
abstract class RoundTripContract {
    private static final CommandResult.Limits LIMITS =
            new CommandResult.Limits(1 << 20, Duration.ofSeconds(60));

    private final Shortfalls shortfalls = new Shortfalls();

    private Path place = Path.of("");
    private Path source = place;
    private Path target = place;

    /** An empty folder on the file system that is tested. */
    abstract Path newPlace() throws IOException;

    @BeforeEach
    void makePlaces() throws IOException {
        place = newPlace();
        source = Files.createDirectory(place.resolve("source"));
        target = Files.createDirectory(place.resolve("target"));
    }

    @Test
    void emptyDirectory() throws IOException {
        copyAndCompare();
    }

    @Test
    void filesOfManySizes() throws IOException {
        make(
                """
                for size in 0 1 511 512 4095 4096 4097 65536 99999 100000 100001 3000000; do
                    head -c $size /dev/urandom > f$size
                done
                """);
        copyAndCompare();
    }

    @Test
    void namesOfAnyBytes() throws IOException {
        make(
                """
                touch -- "$(printf '\\377\\376')" "$(printf 'line\\nend')" ' ' '\\' '*' '-rf' ...
                touch "$(printf '%255s' x)" '.holdfast-restore-1'
                mkdir "$(printf 'dir\\001\\n')"; touch "$(printf 'dir\\001\\n')/$(printf '\\200')"
                """);
        copyAndCompare();
    }

    @Test
    void permissionsOfAllKinds() throws IOException {
        make(
                """
                for mode in $([ $(id -u) -ne 0 ] || echo 0000) 0400 0644 4755 2755 6777 1777; do
                    touch f$mode; chmod $mode f$mode
                done
                mkdir d1777 d2775 d0500
                touch d0500/x
                chmod 1777 d1777; chmod 2775 d2775; chmod 0500 d0500
                """);
        copyAndCompare();
    }

    @Test
    void ownersOfFilesDirectoriesAndLinks() throws IOException {
        needsRoot();
        make(
                """
                touch a b; mkdir d; ln -s a l
                chown 1:2 a; chown 4000000000:5 b; chown 7:8 d; chown -h 9:10 l
                chmod 6755 a
                """);
        copyAndCompare();
    }

    @Test
    void timesOfFilesDirectoriesAndLinks() throws IOException {
        make(
                """
                mkdir d; touch d/f; ln -s nowhere l
                touch -d '1969-12-31 23:59:59.999999999 UTC' d/f
                touch -h -d '2001-02-03 04:05:06.000000007 UTC' l
                touch -d '2037-01-01 00:00:00.5 UTC' d
                """);
        copyAndCompare();
        String times = "stat -c '%n %.9Y' d d/f l";
        assertThat(runIn(target, times))
                .isEqualTo(runIn(source, times))
                .isEqualTo("d 2114380800.500000000\nd/f -0.000000001\nl 981173106.000000007\n");
    }

    @Test
    void hardLinksAcrossDirectories() throws IOException {
        make("mkdir a b; echo x > a/f; ln a/f b/g; ln a/f h; ln -s t s; ln s b/s; mkfifo p q");
        make("ln p b/p");
        copyAndCompare();
    }

    @Test
    void specialFiles() throws IOException {
        needsRoot();
        make(
                """
                mkfifo -m 0622 fifo; mknod -m 0666 null c 1 3; mknod -m 0640 disc b 259 262143
                chown 3:4 fifo null
                """);
        copyAndCompare();
    }

    @Test
    void symbolicLinksThatLeadAnywhere() throws IOException {
        make(
                """
                ln -s /nowhere root; ln -s . self; ln -s self/../up up
                ln -s "$(printf '\\377\\n')" odd
                """);
        copyAndCompare();
    }

    @Test
    void extendedAttributesAndAcls() throws IOException {
        make(
                """
                mkdir d; touch d/f f; chmod 0640 f
                setfattr -n user.text -v hello f
                setfattr -n user.empty f
                setfattr -n user.binary -v 0x00ff0a f
                setfattr -n user.large -v "$(printf '%3000s' x)" d
                setfacl -m u:1:rwx,g:2:r,m::rx f
                setfacl -m d:u:3:rwx,d:g:4:rx d
                touch d/inherits
                touch -d 2010-01-01 d
                """);
        copyAndCompare();
        assertThat(acls(target)).isEqualTo(acls(source)).contains("user:daemon:rwx", "default:");
    }

    private String acls(Path folder) throws IOException {
        return runIn(
                folder,
                """
                find . ! -type l -print0 | sort -z | xargs -0 getfacl -p
                find . -print0 | sort -z | xargs -0 getfattr -h -d -m - -e hex
                """);
    }

    @Test
    void fileInADirectoryThatPassesItsAclOnGetsOnlyItsOwn() throws IOException {
        make("mkdir d; touch d/plain; chmod 0644 d/plain");
        Files.createDirectory(target.resolve("d"));
        runIn(target, "setfacl -m d:u:3:rwx d");
        copyAndCompare();
        assertThat(acls(target)).doesNotContain("default:", "user:sys");
    }

    @Test
    void attributesOnlyForRoot() throws IOException {
        needsRoot();
        make(
                """
                cp /bin/true program; chown 5:6 program; chmod 2755 program
                setcap cap_net_raw+ep program
                touch f; setfattr -n trusted.x -v 1 f; ln -s f l; setfattr -h -n trusted.l -v 2 l
                """);
        copyAndCompare();
        assertThat(runIn(target, "getcap program")).contains("cap_net_raw=ep");
        assertThat(acls(target)).isEqualTo(acls(source));
    }

    @Test
    void flagsOfFilesAndDirectories() throws IOException {
        needsRoot();
        make("mkdir d; echo x > d/f; ln d/f d/g; echo y > a; touch n");
        make("touch -d 2010-01-01 d/f; chattr +i d/f; chattr +a a; chattr +d n; chattr +i d");
        try {
            copyAndCompare();
            String flags = "lsattr -d d n a d/f | cut -c1-8";
            assertThat(runIn(target, flags)).isEqualTo(runIn(source, flags)).contains("i", "a");
        } finally {
            runIn(place, "chattr -R -ia source target");
        }
    }

    @Test
    void holesStayHoles() throws IOException {
        make(
                """
                truncate -s 10M all
                truncate -s 1M end; echo begin | dd of=end conv=notrunc status=none
                echo last | dd of=begin bs=1M seek=5 status=none
                for i in 0 2 4 6; do
                    dd if=/dev/urandom of=many bs=64k seek=$i count=1 conv=notrunc status=none
                done
                truncate -s 64M huge
                """);
        copyAndCompare();
        String blocks = "sync; stat -c '%n %b %s' *";
        assertThat(runIn(target, blocks)).isEqualTo(runIn(source, blocks));
    }

    @Test
    void existingFilesAreReplacedWhateverTheyAre() throws IOException {
        make("echo new > a; mkdir d; echo new > d/f; ln -s new l; echo x > both; ln both again");
        runIn(
                target,
                """
                echo old > elsewhere; ln -s elsewhere a
                ln -s /nowhere d
                mkfifo l
                echo x > both; ln both again
                """);
        copy(Recreation.Existing.REPLACE);
        assertThat(runIn(target, "cat elsewhere; rm elsewhere")).isEqualTo("old\n");
        assertSame();
    }

    @Test
    void existingFilesAreKept() throws IOException {
        make("echo new > a; mkdir d; echo new > d/f; ln -s new l; echo x > extra");
        runIn(target, "echo old > a; echo old > d; ln -s old l");
        assertThat(copy(Recreation.Existing.KEEP)).containsExactly("kept", "kept d", "kept");
        assertThat(runIn(target, "cat a d; readlink l; cat extra; ls -A"))
                .isEqualTo("old\nold\nold\nx\na\nd\nextra\nl\n");
    }

    @Test
    void directoryInTheWayOfAFileIsRefusedAndLeavesNothingBehind() throws IOException {
        make("echo new > a; ln -s x l");
        runIn(target, "mkdir -p a/b l/b");
        assertThat(copy(Recreation.Existing.REPLACE))
                .hasSize(2)
                .allMatch(finding -> finding.contains("is a directory (EISDIR)"));
        assertThat(runIn(target, "find . | sort")).isEqualTo(".\n./a\n./a/b\n./l\n./l/b\n");
    }

    @Test
    void aThousandLevels() throws IOException {
        ThisProcess.raiseOpenFilesLimit();
        byte[] name = "level-with-a-long-name".getBytes(UTF_8);
        Descriptor level = Descriptor.openPath(bytes(source), OpenMode.READ.directory());
        for (int i = 0; i < 1000; i++) {
            Names.makeDirectory(level, name, 0700);
            Descriptor next = level.open(name, OpenMode.READ.directory());
            level.close();
            level = next;
        }
        Names.makeSymlink(level, "leaf".getBytes(UTF_8), "deep".getBytes(UTF_8));
        level.close();

        assertThat(copy(Recreation.Existing.REPLACE)).isEmpty();
        // The judge works with whole paths, which end at 4095 bytes.
        assertThat(run("find", target.toString(), "-type", "l", "-printf", "%d %l"))
                .isEqualTo("1001 deep");
        // The library that clears temporary folders does so too.
        try (TargetDirectory folder =
                new Recreation(Recreation.Existing.REPLACE, shortfalls).open(bytes(place))) {
            assertThat(folder.remove(RawName.of("source"))).isInstanceOf(Recreated.Made.class);
            assertThat(folder.remove(RawName.of("target"))).isInstanceOf(Recreated.Made.class);
        }
        assertThat(place).isEmptyDirectory();
    }

    private void copyAndCompare() throws IOException {
        assertThat(copy(Recreation.Existing.REPLACE)).isEmpty();
        assertThat(shortfalls.all()).isEmpty();
        assertSame();
    }

    private List<String> copy(Recreation.Existing existing) throws IOException {
        Recreation recreation = new Recreation(existing, shortfalls);
        try (TreeCopy copy = new TreeCopy();
                SourceDirectory from = found(SourceDirectory.open(bytes(source)));
                TargetDirectory to = recreation.open(bytes(target))) {
            copy.copy(from, to);
            return copy.findings();
        }
    }

    private void assertSame() throws IOException {
        String difference =
                run(
                        "rsync",
                        "-aHAX",
                        "--dry-run",
                        "--delete",
                        "--itemize-changes",
                        "--checksum",
                        source + "/",
                        target + "/");
        assertThat(difference).isEmpty();
    }

    private void make(String script) throws IOException {
        runIn(source, script);
    }

    private static String runIn(Path folder, String script) throws IOException {
        return run("sh", "-e", "-c", "cd '" + folder + "'; " + script);
    }

    static String run(String... command) throws IOException {
        CommandResult result = CommandResult.of(Command.of(command), LIMITS);
        assertThat(result.exitCode()).as("%s", result.errors()).isZero();
        return result.output();
    }

    private static byte[] bytes(Path path) {
        return path.toString().getBytes(UTF_8);
    }

    private static void needsRoot() {
        Assumptions.assumeTrue(ThisProcess.user() == 0, "needs root");
    }
}
