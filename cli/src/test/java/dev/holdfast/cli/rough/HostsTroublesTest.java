package dev.holdfast.cli.rough;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cli.endtoend.LoopDisc;
import dev.holdfast.cli.endtoend.Program;
import dev.holdfast.cli.endtoend.ServerHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong on the server's host by itself does not cost the history of its clients. */
@Tag("long")
class HostsTroublesTest {
    private static final int MEGABYTES = 120;
    private static final int NEW_BYTES = 4 << 20;
    private static final int BACKUPS = 12;

    private static final String POLICY =
            """
            [admission]
            floor = "64 M"
            [retention]
            minimum-age = 1
            time-zone = "UTC"
            """;

    @TempDir private Path folder;
    private @Nullable LoopDisc disc;

    @AfterEach
    void unmount() throws IOException {
        if (disc != null) {
            disc.close();
        }
    }

    /** A server that has taken a backup a day, and has plenty of room left. */
    private record Story(ShiftedProgram program, ServerHost server, BackedUpTree web)
            implements AutoCloseable {
        @Override
        public void close() throws IOException {
            server.close();
        }

        int snapshots() throws IOException {
            return web.agesInDays().size();
        }
    }

    private Story twelveDays() throws Exception {
        disc = LoopDisc.mount(folder.resolve("server/backups"), MEGABYTES + "M", "mkfs.ext4 -q -F");
        ShiftedProgram program = ShiftedProgram.in(folder.resolve("program"));
        ServerHost server =
                ServerHost.start(
                        folder.resolve("server"),
                        new ServerHost.Setting(program.launcher(), POLICY));
        Path own = Files.createDirectory(folder.resolve("web"));
        ChangingTree tree =
                ChangingTree.make(
                        own.resolve("tree"), new Random(5), new ChangingTree.Sizes(20, 2, 1 << 20));
        BackedUpTree web = BackedUpTree.join(own, server, tree);
        Story story = new Story(program, server, web);
        for (int day = 0; day < BACKUPS; day++) {
            program.setAhead(Duration.ofDays(day));
            web.write("new", NEW_BYTES);
            web.mustBackUp();
        }
        assertThat(story.snapshots()).isEqualTo(BACKUPS);
        return story;
    }

    /** Leaves so much of the volume. */
    private Path fill(int left) throws IOException {
        Path log = folder.resolve("server/backups/somebodys.log");
        long room = Files.getFileStore(log.getParent()).getUsableSpace();
        Program.shell("fallocate -l %d '%s'".formatted(room - left, log));
        return log;
    }

    @Test
    void aLogThatFillsTheVolumeCostsAtMostATwentiethOfTheVolumeADay() throws Exception {
        try (Story story = twelveDays()) {
            Path log = fill(1 << 20);
            int before = BACKUPS;
            for (int day = 0; day < 3; day++) {
                story.program().setAhead(Duration.ofDays(BACKUPS + day));
                for (int time = 0; time < 3; time++) {
                    story.server().server("maintain");
                }
                int now = story.snapshots();
                int most = (MEGABYTES << 20) / 20 / NEW_BYTES + 1;
                assertThat(before - now).as("day %d", day).isBetween(0, most);
                before = now;
            }
            assertThat(before).isLessThan(BACKUPS);
            Files.delete(log);
            story.web().mustBackUp();
            story.web().verify();
        }
    }

    @Test
    void aClockThatJumpsExpiresNothingAndBackupsGoOn() throws Exception {
        try (Story story = twelveDays()) {
            fill(NEW_BYTES * 4);
            int before = BACKUPS;
            for (int years : List.of(30, -10)) {
                story.program().setAhead(Duration.ofDays(365L * years));
                story.web().write("new", NEW_BYTES);
                story.web().mustBackUp();
                before++;
                assertThat(story.snapshots()).as("%d years", years).isEqualTo(before);
                assertThat(story.server().server("status").errors())
                        .anyMatch(line -> line.startsWith("the clock jumped: nothing expires"));
            }
            story.web().verify();
        }
    }
}
