package dev.holdfast.client.upload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.ObjectId;
import dev.holdfast.testkit.Records;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SampleTest {
    private static final int ROUNDS = 4_000;

    @Test
    void ofFewAllAreChosen() {
        Sample sample = new Sample(new Random(1));
        assertThat(sample.chosen()).isEmpty();
        for (int i = 0; i < 8; i++) {
            sample.offer(Records.id(i));
        }
        assertThat(sample.chosen()).hasSize(8).doesNotHaveDuplicates();
    }

    @Test
    void ofManyEachHasTheSameChance() {
        int[] chosen = new int[40];
        for (int round = 0; round < ROUNDS; round++) {
            Sample sample = new Sample(new Random(round));
            for (int i = 0; i < chosen.length; i++) {
                sample.offer(Records.id(i));
            }
            assertThat(sample.chosen()).hasSize(8);
            for (int i = 0; i < chosen.length; i++) {
                ObjectId id = Records.id(i);
                chosen[i] += sample.chosen().contains(id) ? 1 : 0;
            }
        }
        int expected = ROUNDS * 8 / chosen.length; // with a deviation of about 25
        for (int count : chosen) {
            assertThat(count).isBetween(expected - 130, expected + 130);
        }
    }
}
