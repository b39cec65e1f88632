package dev.holdfast.codec.chunk;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.codec.Vectors;
import java.util.List;
import org.junit.jupiter.api.Test;

class SliceDigestTest {
    private final SliceDigest digest =
            new SliceDigest(Vectors.root().sealingKeys(List.of()).slices());

    @Test
    void digestsAreThoseOfTheDocument() {
        assertThat(digest.of(new byte[0], 0, 0).toArray())
                .isEqualTo(Vectors.bytes("slice_digest_of_nothing"));
        assertThat(digest.of("<hello>".getBytes(US_ASCII), 1, 6).toArray())
                .isEqualTo(Vectors.bytes("slice_digest_of_hello"));
    }
}
