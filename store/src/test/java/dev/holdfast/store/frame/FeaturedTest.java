package dev.holdfast.store.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.model.MalformedException;
import dev.holdfast.model.feature.Features;
import dev.holdfast.model.feature.TooNewException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class FeaturedTest {
    private static final Featured.Form<Long> FORM =
            new Featured.Form<>(
                    "HFtest01", "a test", in -> in.integer(), (value, out) -> out.integer(value));
    private static final SortedSet<String> NONE = new TreeSet<>();
    private static final SortedSet<String> LATER = new TreeSet<>(Set.of("later"));

    private final byte[] frame = Featured.encode(FORM, 77L);

    @Test
    void whatWasWrittenIsRead() throws IOException {
        assertThat(Featured.decode(FORM, frame).value()).isEqualTo(77L);
    }

    @Test
    void everyFlippedBitIsFound() {
        for (int bit = 0; bit < frame.length * Byte.SIZE; bit++) {
            byte[] flipped = frame.clone();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertThatThrownBy(() -> Featured.decode(FORM, flipped))
                    .isInstanceOf(MalformedException.class);
        }
    }

    @Test
    void everyOtherLengthIsFound() {
        for (int length = 0; length <= frame.length + 1; length++) {
            byte[] cut = Arrays.copyOf(frame, length);
            if (length != frame.length) {
                assertThatThrownBy(() -> Featured.decode(FORM, cut))
                        .isInstanceOf(MalformedException.class);
            }
        }
    }

    @Test
    void incompatibleFeatureIsRefusedWithASentence() {
        byte[] tooNew = new Featured<>(new Features(NONE, NONE, LATER), 77L).toFrame(FORM);
        assertThatThrownBy(() -> Featured.decode(FORM, tooNew))
                .isInstanceOf(TooNewException.class)
                .hasMessageContaining("a test")
                .hasMessageContaining("later");
    }

    @Test
    void otherUnknownFeaturesAreRead() throws IOException {
        byte[] known = new Featured<>(new Features(LATER, LATER, NONE), 77L).toFrame(FORM);
        Featured<Long> read = Featured.decode(FORM, known);
        assertThat(read.value()).isEqualTo(77L);
        assertThatThrownBy(() -> read.features().requireWritable("a test"))
                .isInstanceOf(TooNewException.class);
    }
}
