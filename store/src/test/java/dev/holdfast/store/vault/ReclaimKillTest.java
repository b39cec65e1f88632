package dev.holdfast.store.vault;

import static dev.holdfast.store.vault.Sessions.NOW;
import static dev.holdfast.store.vault.Sessions.VAULT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.Series;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.platform.durable.Volume;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that makes room without end is killed again and again while another backs up. */
@Tag("long")
class ReclaimKillTest {
    private static final int KILLS = 100;
    private static final int KEPT = 4;

    @TempDir private Path folder;

    @Test
    void killsAtAnyMomentLoseNothingThatStays() throws Exception {
        Volume volume = Volume.on(folder);
        Vault.create(volume, VAULT, NOW);
        Archive archive = new Archive(5, Series.SYSTEM, 60_000);
        Random random = new Random(5);
        for (int kill = 0; kill < KILLS; kill++) {
            DoomedProcess reclaiming = DoomedProcess.start(ReclaimKillTest.class, folder);
            for (int i = 0; i < 3; i++) {
                archive.backUp(Vault.open(volume));
            }
            reclaiming.killWithin(Duration.ofSeconds(3), random);
            archive.requireComplete(Vault.open(volume));
        }
        expireAllBut(Vault.open(volume));
        Vault vault = Vault.open(volume);
        assertThat(vault.snapshots()).hasSize(KEPT);
        assertThat(vault.survey(List.of()).freed(0)).isZero();
        archive.requireComplete(vault);
    }

    /** Makes room until it is killed. */
    public static void main(String[] arguments) throws IOException {
        while (true) {
            expireAllBut(Vault.open(Volume.on(Path.of(arguments[0]))));
        }
    }

    private static void expireAllBut(Vault vault) throws IOException {
        List<Long> all = vault.snapshots().stream().map(Snapshot::sequence).toList();
        int going = Math.max(0, all.size() - KEPT);
        vault.reclaim(vault.survey(all), going);
    }
}
