package dev.holdfast.client.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.client.fixture.Machine;
import dev.holdfast.client.fixture.Picture;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.platform.process.Command;
import dev.holdfast.platform.process.CommandResult;
import dev.holdfast.store.vault.Vault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Small files share chunks, and die one by one: what they leave behind does not fill the vault.
 * Their content cannot be compressed, and only the newest snapshot is kept.
 */
class ChurnTest {
    private static final int LENGTH_MEAN = 20_000;
    private static final Instant FIRST = Instant.parse("2100-01-01T03:00:00Z");
    private static final CommandResult.Limits LIMITS =
            new CommandResult.Limits(1 << 20, Duration.ofMinutes(1));

    @TempDir Path folder;
    private Machine machine;
    private final Random random = new Random(1);
    private int[] lengths = {};

    @BeforeEach
    void begin() throws IOException {
        machine = new Machine(folder);
    }

    private void make(int files) throws IOException {
        lengths = new int[files];
        for (int i = 0; i < files; i++) {
            write(i);
        }
    }

    private void write(int file) throws IOException {
        byte[] content = new byte[1 + random.nextInt(2 * LENGTH_MEAN)];
        random.nextBytes(content);
        machine.write("d%02d/f%d".formatted(file / 100, file), content);
        lengths[file] = content.length;
    }

    private long liveBytes() {
        long bytes = 0;
        for (int length : lengths) {
            bytes += length;
        }
        return bytes;
    }

    /** What the vault occupies, without what it has put by. */
    private long vaultBytes() throws IOException {
        Command command =
                Command.of("du", "-s", "--block-size=1", "--exclude=ballast", "" + machine.vault());
        String output = CommandResult.of(command, LIMITS).output();
        return Long.parseLong(output.substring(0, output.indexOf('\t')));
    }

    private Snapshot backup(int day) throws IOException {
        return machine.at(FIRST.plus(Duration.ofDays(day))).backup().snapshot();
    }

    private void expireAllBut(Snapshot newest) throws IOException {
        Vault vault = Vault.open(Volume.on(machine.vault()));
        List<Long> order =
                vault.snapshots().stream()
                        .map(Snapshot::sequence)
                        .filter(each -> each != newest.sequence())
                        .toList();
        vault.reclaim(vault.survey(order), order.size());
    }

    /**
     * Each day one file of a hundred gets other content.
     *
     * @return what the vault occupied at most, by the bytes of the files
     */
    private double churn(int days, int expireEvery) throws IOException {
        Snapshot newest = backup(0);
        double worst = 0;
        for (int day = 1; day <= days; day++) {
            for (int i = 0; i < lengths.length / 100; i++) {
                write(random.nextInt(lengths.length));
            }
            newest = backup(day);
            if (day % expireEvery == 0) {
                expireAllBut(newest);
                worst = Math.max(worst, (double) vaultBytes() / liveBytes());
            }
        }
        assertThat(Picture.of(machine.restore(newest).files()))
                .isEqualTo(Picture.of(machine.files()));
        return worst;
    }

    @Test
    void fiveWeeksOfDailyChangesLeaveLittleBehind() throws IOException {
        make(800);
        assertThat(churn(36, 2)).isBetween(1.0, 1.3);
    }

    @Test
    @Tag("long")
    void halfAYearOfDailyChangesLeavesLittleBehind() throws IOException {
        make(5_000);
        assertThat(churn(182, 1)).isBetween(1.0, 1.3);
    }
}
