package dev.holdfast.client.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SeriesMemoryTest {
    private static final ObjectId ROOT = new ObjectId(1, 2, 3, 4);

    @Test
    void sequencesBeginWithOne() {
        assertThatThrownBy(() -> new SeriesMemory(ROOT, 0, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SeriesMemory(ROOT, 1, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everySequenceIsReadAsItWasWritten() throws Exception {
        for (long sequence : new long[] {1, 2, Integer.MAX_VALUE, Long.MAX_VALUE}) {
            SeriesMemory memory = new SeriesMemory(ROOT, sequence, sequence);
            assertThat(SeriesMemory.decode(memory.encode())).isEqualTo(memory);
        }
    }

    @Test
    void aSequenceThatNoNumberHoldsIsMalformed() {
        for (String sequence : new String[] {"0", "-1", "9223372036854775808", ""}) {
            String text = "root %s\nsequence %s\nsnapshot 1\n".formatted(ROOT, sequence);
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            assertThatThrownBy(() -> SeriesMemory.decode(bytes))
                    .isInstanceOf(MalformedException.class);
        }
    }
}
