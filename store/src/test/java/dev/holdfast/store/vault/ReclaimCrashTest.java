package dev.holdfast.store.vault;

import static dev.holdfast.store.vault.Sessions.NOW;
import static dev.holdfast.store.vault.Sessions.VAULT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.Series;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.testkit.Seeds;
import dev.holdfast.testkit.SimulatedVolume;
import dev.holdfast.testkit.StoppedException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** The machine stops, the disc fills, the disc fails: at every operation of a reclaim. */
class ReclaimCrashTest {
    private static final int BACKUPS = 10;
    private static final int GOING = 6;
    private static final int OPERATIONS_MAX = 1_000;

    /** A vault with some snapshots and a lot of small packs. */
    private record Story(SimulatedVolume volume, Archive archive) {
        static Story begin(long seed) throws IOException {
            SimulatedVolume volume = new SimulatedVolume();
            Archive archive = new Archive(seed, Series.SYSTEM, 9000);
            Vault vault = Vault.create(volume, VAULT, NOW);
            for (int i = 0; i < BACKUPS; i++) {
                archive.backUp(vault);
            }
            return new Story(volume, archive);
        }

        static void reclaim(SimulatedVolume volume) throws IOException {
            Vault vault = Vault.open(volume);
            List<Long> all = vault.snapshots().stream().map(Snapshot::sequence).toList();
            int prefix = (int) all.stream().filter(sequence -> sequence <= GOING).count();
            vault.reclaim(vault.survey(all), prefix);
        }

        /** Nothing that stays has lost anything, and nothing that goes is there in part. */
        void verify(SimulatedVolume after) throws IOException {
            Vault vault = Vault.open(after);
            assertThat(vault.snapshots())
                    .extracting(Snapshot::sequence)
                    .contains((long) BACKUPS, (long) GOING + 1)
                    .hasSizeGreaterThanOrEqualTo(BACKUPS - GOING);
            archive.requireComplete(vault);
        }

        /** It is done again, wholly, and the vault takes the next backup. */
        void goOn(SimulatedVolume after) throws IOException {
            reclaim(after);
            verify(after);
            Vault vault = Vault.open(after);
            assertThat(vault.snapshots()).hasSize(BACKUPS - GOING);
            assertThat(vault.survey(List.of()).freed(0)).isZero();
            assertThat(after.names()).noneMatch(name -> name.matches(".*\\.(gone|dying|new)"));
            archive.backUp(vault);
            archive.requireComplete(Vault.open(after));
        }
    }

    @Test
    void crashAtAnyOperationLosesNothingThatStays() throws IOException {
        crash(0, 1);
    }

    @ParameterizedTest
    @Seeds(20)
    @Tag("long")
    void crashAtAnyOperationLosesNothingThatStaysWhateverTheDiscForgets(long seed)
            throws IOException {
        crash(seed, 1);
    }

    private static void crash(long seed, int step) throws IOException {
        boolean ended = false;
        for (int n = 1; !ended && n < OPERATIONS_MAX; n += step) {
            Story story = Story.begin(seed);
            story.volume.stopAt(story.volume.operations() + n);
            try {
                Story.reclaim(story.volume);
                ended = true;
            } catch (StoppedException stopped) {
                // As planned.
            }
            SimulatedVolume after = story.volume.reopen(seed + 1000L * n);
            story.verify(after);
            story.goOn(after);
        }
        assertThat(ended).isTrue();
    }

    @Test
    void fullDiscAtSomeOperationsLosesNothingThatStays() throws IOException {
        fullDisc(1, 4);
    }

    @ParameterizedTest
    @Seeds(5)
    @Tag("long")
    void fullDiscAtAnyOperationLosesNothingThatStays(long seed) throws IOException {
        fullDisc(seed, 1);
    }

    private static void fullDisc(long seed, int step) throws IOException {
        boolean ended = false;
        for (int n = 1; !ended && n < OPERATIONS_MAX; n += step) {
            Story story = Story.begin(seed);
            story.volume.fullFrom(story.volume.operations() + n);
            int last = story.volume.operations() + n;
            try {
                Story.reclaim(story.volume);
                ended = story.volume.operations() < last;
            } catch (IOException full) {
                assertThat(full).hasMessageContaining("no space left");
            }
            story.verify(story.volume);
            story.volume.freeSpace();
            story.goOn(story.volume);
        }
        assertThat(ended).isTrue();
    }

    @Test
    void failingDiscAtSomeOperationsLosesNothingThatStays() throws IOException {
        failingDisc(1, 4);
    }

    @ParameterizedTest
    @Seeds(5)
    @Tag("long")
    void failingDiscAtAnyOperationLosesNothingThatStays(long seed) throws IOException {
        failingDisc(seed, 1);
    }

    private static void failingDisc(long seed, int step) throws IOException {
        boolean ended = false;
        for (int n = 1; !ended && n < OPERATIONS_MAX; n += step) {
            Story story = Story.begin(seed);
            int failing = story.volume.operations() + n;
            story.volume.failAt(failing);
            try {
                Story.reclaim(story.volume);
                ended = story.volume.operations() < failing;
            } catch (IOException failed) {
                assertThat(failed).hasMessageContaining("input/output error");
            }
            story.volume.failAt(0);
            story.verify(story.volume);
            story.goOn(story.volume);
        }
        assertThat(ended).isTrue();
    }
}
