package dev.holdfast.store.vault;

import static dev.holdfast.store.vault.Sessions.NOW;
import static dev.holdfast.store.vault.Sessions.VAULT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.Series;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.platform.durable.DiscFullException;
import dev.holdfast.store.reclaim.Reclaimed;
import dev.holdfast.store.reclaim.Survey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real file systems, full to the last byte and to the last inode. */
class ReclaimOnDiscTest {
    private static final Percentage TWO_PERCENT = Percentage.withPercentage(2);
    private static final int CHUNK_SIZE_MAX = 400_000;

    /** So much that blocks of directories and journals do not count. */
    private static final long FREED_MIN = 6L << 20;

    @TempDir private Path folder;

    @Test
    void roomIsMadeOnAFullExt4() throws Exception {
        exercise("mkfs.ext4 -q -F -m 0", 100, LoopDisc::fill);
    }

    @Test
    @Tag("long")
    void roomIsMadeOnAnExt4WithoutInodes() throws Exception {
        exercise("mkfs.ext4 -q -F -m 0 -N 450", 100, LoopDisc::takeAllInodes);
    }

    @Test
    @Tag("long")
    void roomIsMadeOnAnExt4WithoutBytesAndInodes() throws Exception {
        exercise(
                "mkfs.ext4 -q -F -m 0 -N 450",
                100,
                disc -> {
                    disc.fill();
                    disc.takeAllInodes();
                });
    }

    @Test
    @Tag("long")
    void roomIsMadeOnAnExt4WithSmallBlocks() throws Exception {
        exercise("mkfs.ext4 -q -F -m 0 -b 1024", 100, LoopDisc::fill);
    }

    @Test
    @Tag("long")
    void roomIsMadeOnAFullXfs() throws Exception {
        exercise("mkfs.xfs -q -f", 400, LoopDisc::fill);
    }

    @Test
    @Tag("long")
    void roomIsMadeOnAFullBtrfs() throws Exception {
        exercise("mkfs.btrfs -q -f", 400, LoopDisc::fill);
    }

    private interface Filling {
        void fill(LoopDisc disc) throws IOException;
    }

    /** What was promised is there afterwards, what stays is whole, and backups go on. */
    private void exercise(String mkfs, int megabytes, Filling filling) throws Exception {
        try (LoopDisc disc = LoopDisc.mount(folder, mkfs, megabytes)) {
            Vault vault = Vault.create(disc.volume(), VAULT, NOW);
            Archive archive = new Archive(3, Series.SYSTEM, CHUNK_SIZE_MAX);
            while (disc.usable() > (megabytes / 4L) << 20) {
                archive.backUp(vault);
            }
            filling.fill(disc);
            assertThat(backUp(archive, vault)).isEqualTo(Outcome.REFUSED);
            for (int times = 0; times < 2; times++) {
                reclaim(disc);
                archive.requireComplete(Vault.open(disc.volume()));
            }
            assertThat(backUp(archive, vault)).isEqualTo(Outcome.MADE);
            archive.requireComplete(Vault.open(disc.volume()));
        }
    }

    private enum Outcome {
        MADE,
        REFUSED
    }

    private static Outcome backUp(Archive archive, Vault vault) throws IOException {
        try {
            archive.backUp(vault);
            return Outcome.MADE;
        } catch (DiscFullException full) {
            return Outcome.REFUSED;
        }
    }

    private static void reclaim(LoopDisc disc) throws IOException {
        Vault vault = Vault.open(disc.volume());
        List<Long> order = vault.snapshots().stream().map(Snapshot::sequence).toList();
        Survey survey = vault.survey(order.subList(0, order.size() - 1));
        int going = 1;
        while (survey.freed(going) < FREED_MIN) {
            going++;
        }
        Reclaimed done = vault.reclaim(survey, going);
        assertThat(done.promised()).isGreaterThanOrEqualTo(FREED_MIN);
        assertThat(done.measured()).isCloseTo(done.promised(), TWO_PERCENT);
    }
}
