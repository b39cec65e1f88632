package dev.holdfast.store.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Seeds;
import dev.holdfast.testkit.SimulatedVolume;
import dev.holdfast.testkit.StoppedException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** The machine stops, the disc fills, the disc fails: at every operation that changes something. */
class CrashTest {
    /** Far more operations than the story has. */
    private static final int OPERATIONS_MAX = 2_000;

    @Test
    void storyEndsWhenNothingHappens() throws IOException {
        SimulatedVolume volume = new SimulatedVolume();
        Story story = new Story();
        story.run(volume);
        story.verify(volume);
        assertThat(story.acknowledged()).hasSize(2);
        assertThat(volume.operations()).isBetween(50, OPERATIONS_MAX);
    }

    @ParameterizedTest
    @Seeds(12)
    void everyAcknowledgedSnapshotSurvivesACrashAtAnyOperation(long seed) throws IOException {
        boolean ended = false;
        for (int n = 1; !ended && n < OPERATIONS_MAX; n++) {
            SimulatedVolume volume = new SimulatedVolume().stopAt(n);
            Story story = new Story();
            try {
                story.run(volume);
                ended = true;
            } catch (StoppedException stopped) {
                // As planned.
            }
            SimulatedVolume after = volume.reopen(seed + 1000L * n);
            story.verify(after);
            story.run(after);
            story.verify(after);
        }
        assertThat(ended).isTrue();
    }

    @ParameterizedTest
    @Seeds(4)
    void secondCrashWhileTheFirstIsRepairedLosesNothing(long seed) throws IOException {
        for (int n = 20; n < 120; n += 7) {
            for (int m = 1; m < 25; m += 3) {
                Story story = new Story();
                SimulatedVolume volume = new SimulatedVolume().stopAt(n);
                runUntilStopped(story, volume);
                SimulatedVolume second = volume.reopen(seed + n).stopAt(m);
                runUntilStopped(story, second);
                SimulatedVolume third = second.reopen(seed + m);
                story.verify(third);
                story.run(third);
                story.verify(third);
            }
        }
    }

    private static void runUntilStopped(Story story, SimulatedVolume volume) throws IOException {
        try {
            story.run(volume);
        } catch (StoppedException stopped) {
            // As planned.
        }
    }

    @Test
    void fullDiscAtAnyOperationLosesNothingAndIsOverWhenSpaceReturns() throws IOException {
        boolean ended = false;
        for (int n = 1; !ended && n < OPERATIONS_MAX; n++) {
            SimulatedVolume volume = new SimulatedVolume().fullFrom(n);
            Story story = new Story();
            try {
                story.run(volume);
                ended = volume.operations() < n;
            } catch (IOException full) {
                assertThat(full).hasMessageContaining("no space left");
            }
            story.verify(volume);
            volume.freeSpace();
            story.run(volume);
            story.verify(volume);
        }
        assertThat(ended).isTrue();
    }

    @Test
    void failingDiscAtAnyOperationLosesNothing() throws IOException {
        boolean ended = false;
        for (int n = 1; !ended && n < OPERATIONS_MAX; n++) {
            SimulatedVolume volume = new SimulatedVolume().failAt(n);
            Story story = new Story();
            try {
                story.run(volume);
                ended = volume.operations() < n;
            } catch (IOException failed) {
                assertThat(failed).hasMessageContaining("input/output error");
            }
            volume.failAt(0);
            story.verify(volume);
            story.run(volume);
            story.verify(volume);
        }
        assertThat(ended).isTrue();
    }
}
