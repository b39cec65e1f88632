package dev.holdfast.cli.rough;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cli.endtoend.LoopDisc;
import dev.holdfast.cli.endtoend.Program;
import dev.holdfast.cli.endtoend.ServerHost;
import dev.holdfast.platform.process.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A server whose small volume is always full takes the backups of three machines for months, of
 * which one floods it for a while: nobody does anything, no honest backup fails, what is kept goes
 * far back, and all of it is whole.
 */
class UntendedServerTest {
    private static final String POLICY =
            """
            [admission]
            floor = "16 M"
            [retention]
            time-zone = "UTC"
            """;

    private static final int DAYS = Integer.getInteger("days", 70);
    private static final int MEGABYTES = 400;

    /** When the one machine is in the wrong hands, and how often it comes on such a day. */
    private static final int FLOOD_FIRST = 40;

    private static final int FLOOD_LAST = 46;
    private static final int FLOODS_A_DAY = 5;

    /** An upgrade: a large change, with a backup by hand before it. */
    private static final int UPGRADE = 50;

    private static final int UPGRADE_SIZE = 24 << 20;
    private static final int FLOOD_SIZE = 40 << 20;

    /** How far back is wanted, and how far from that the next snapshot may be. */
    private static final Map<Integer, Integer> TARGETS =
            Map.of(0, 0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 4, 14, 7, 21, 7);

    @TempDir private Path folder;
    private final Random random = new Random(7);
    private @Nullable LoopDisc disc;

    @AfterEach
    void unmount() throws IOException {
        if (disc != null) {
            disc.close();
        }
    }

    private Path mount(String mkfs, int megabytes) throws IOException {
        disc = LoopDisc.mount(folder.resolve("server/backups"), megabytes + "M", mkfs);
        return disc.point();
    }

    private ServerHost server(ShiftedProgram program, String policy) throws IOException {
        return ServerHost.start(
                folder.resolve("server"), new ServerHost.Setting(program.launcher(), policy));
    }

    private BackedUpTree machine(ServerHost server, String name, ChangingTree.Sizes sizes)
            throws Exception {
        Path own = Files.createDirectory(folder.resolve(name));
        ChangingTree tree = ChangingTree.make(own.resolve("tree"), random, sizes);
        return BackedUpTree.join(own, server, tree);
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(strings = {"mkfs.ext4 -q -F", "mkfs.xfs -q -f", "mkfs.btrfs -q -f"})
    void monthsOfBackupsToAFullVolumeNeedNobodyAndLeaveASpreadThatIsWhole(String mkfs)
            throws Exception {
        mount(mkfs, MEGABYTES);
        ShiftedProgram program = ShiftedProgram.in(folder.resolve("program"));
        try (ServerHost server = server(program, POLICY)) {
            BackedUpTree web = machine(server, "web", new ChangingTree.Sizes(400, 4, 3 << 20));
            BackedUpTree db = machine(server, "db", new ChangingTree.Sizes(100, 6, 4 << 20));
            BackedUpTree dev = machine(server, "dev", new ChangingTree.Sizes(800, 2, 2 << 20));
            for (int day = 0; day < DAYS; day++) {
                program.setAhead(Duration.ofDays(day));
                if (day % 2 == 0) {
                    web.change();
                }
                db.change();
                backUpAll(day, web, db);
                program.setAhead(Duration.ofDays(day).plusHours(1));
                play(day, program, dev);
            }
            CommandResult status = server.server("status");
            assertThat(status.exitCode()).as("%s", status).isEqualTo(0);
            assertSpread(web);
            assertSpread(db);
            assertThat(web.verify()).isGreaterThanOrEqualTo(10);
            assertThat(db.verify()).isGreaterThanOrEqualTo(10);
            assertThat(dev.verify()).isPositive();
        }
    }

    private void backUpAll(int day, BackedUpTree web, BackedUpTree db) throws IOException {
        if (day == UPGRADE) {
            web.mustBackUp();
            web.write("upgrade", UPGRADE_SIZE);
        }
        web.mustBackUp();
        db.mustBackUp();
    }

    private void play(int day, ShiftedProgram program, BackedUpTree dev) throws IOException {
        if (day < FLOOD_FIRST) {
            dev.change();
            dev.mustBackUp();
            return;
        }
        for (int i = 1; day <= FLOOD_LAST && i <= FLOODS_A_DAY; i++) {
            program.setAhead(Duration.ofDays(day).plusHours(4L * i));
            dev.write("flood", FLOOD_SIZE);
            dev.tryToBackUp();
        }
        if (day > FLOOD_LAST) {
            dev.delete("flood");
            dev.tryToBackUp();
        }
    }

    private static void assertSpread(BackedUpTree machine) throws IOException {
        List<Long> ages = machine.agesInDays();
        for (var target : TARGETS.entrySet()) {
            if (target.getKey() + target.getValue() < DAYS) {
                assertThat(ages)
                        .as("%d days back", target.getKey())
                        .anyMatch(age -> Math.abs(age - target.getKey()) <= target.getValue());
            }
        }
    }

    @Test
    void aFullVolumeTakesOneBackupAfterTheOtherAndWhatIsKeptIsWhole() throws Exception {
        fill("mkfs.ext4 -q -F", 64, 8 << 20);
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(strings = {"mkfs.xfs -q -f", "mkfs.btrfs -q -f"})
    void soDoesAFullVolumeOfAnotherKind(String mkfs) throws Exception {
        fill(mkfs, MEGABYTES, 48 << 20);
    }

    private void fill(String mkfs, int megabytes, int newBytes) throws Exception {
        mount(mkfs, megabytes);
        ShiftedProgram program = ShiftedProgram.in(folder.resolve("program"));
        String policy = POLICY.replace("16 M", "64 M") + "minimum-age = 1\n";
        try (ServerHost server = server(program, policy)) {
            BackedUpTree web = machine(server, "web", new ChangingTree.Sizes(60, 2, 2 << 20));
            int backups = megabytes * 5 / 4 / (newBytes >> 20) - 2;
            for (int day = 0; day < backups; day++) {
                program.setAhead(Duration.ofDays(day));
                web.write("new", newBytes);
                web.mustBackUp();
            }
            CommandResult status = server.server("status");
            assertThat(status.exitCode()).as("%s", status).isEqualTo(0);
            assertThat(web.verify()).isBetween(2, backups - 1);
        }
    }

    @Tag("long")
    @Test
    void aSnapshotOfTheFileSystemThatKeepsWhatIsFreedStopsExpiryUntilItIsGone() throws Exception {
        Path point = mount("mkfs.btrfs -q -f", MEGABYTES);
        ShiftedProgram program = ShiftedProgram.in(folder.resolve("program"));
        String policy = POLICY.replace("16 M", "64 M") + "minimum-age = 1\n";
        try (ServerHost server = server(program, policy)) {
            BackedUpTree web = machine(server, "web", new ChangingTree.Sizes(60, 2, 2 << 20));
            for (int day = 0; day < 10; day++) {
                program.setAhead(Duration.ofDays(day));
                web.write("new", 48 << 20);
                if (day < 5) {
                    web.mustBackUp();
                } else {
                    web.tryToBackUp();
                }
                if (day == 4) {
                    Program.shell(
                            "btrfs subvolume snapshot -r '%1$s' '%1$s/kept'".formatted(point));
                }
            }
            assertThat(server.server("status").errors())
                    .anyMatch(line -> line.startsWith("CRITICAL: nothing expires: "));
            assertThat(server.server("status").exitCode()).isEqualTo(1);
            assertThat(web.verify()).isGreaterThan(3);
            Program.shell(
                    "btrfs subvolume delete -c '%1$s/kept'; btrfs subvolume sync '%1$s'"
                            .formatted(point));
            server.server("expire", "--resume");
            web.mustBackUp();
            assertThat(server.server("status").exitCode()).isEqualTo(0);
            web.verify();
        }
    }
}
