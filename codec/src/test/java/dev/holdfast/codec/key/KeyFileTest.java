package dev.holdfast.codec.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.codec.Vectors;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.feature.TooNewException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileTest {
    private static final byte[] FILE = Vectors.bytes("key_file");

    @Test
    void bytesAreThoseOfTheDocument() {
        KeyFile file = new KeyFile(Vectors.root(), List.of(Vectors.escrow()));
        assertThat(file.encode()).isEqualTo(FILE);
    }

    @Test
    void bytesGiveTheKeysBack() throws MalformedException {
        KeyFile file = KeyFile.decode(FILE);
        assertThat(file.root().toArray()).isEqualTo(Vectors.bytes("root_secret"));
        assertThat(file.escrow()).containsExactly(Vectors.escrow());
    }

    @Test
    void unknownCompatibleFeatureIsIgnored() throws MalformedException {
        KeyFile file = KeyFile.decode(Vectors.bytes("key_file_with_compatible_feature"));
        assertThat(file.root().toArray()).isEqualTo(Vectors.bytes("root_secret"));
    }

    @Test
    void fileOfANewerVersionIsRefusedAsSuch() {
        assertThatExceptionOfType(TooNewException.class)
                .isThrownBy(() -> KeyFile.decode(Vectors.bytes("key_file_too_new")))
                .withMessageContaining("the key file needs features")
                .withMessageContaining("shiny");
    }

    @ParameterizedTest
    @ValueSource(strings = {"key_file_without_escrow_list", "key_file_with_short_secret"})
    void fileWithAnotherBodyIsRefused(String name) {
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> KeyFile.decode(Vectors.bytes(name)));
    }

    @Test
    void everyFlippedBitIsFound() {
        for (int bit = 0; bit < 8 * FILE.length; bit++) {
            byte[] damaged = FILE.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatExceptionOfType(MalformedException.class)
                    .isThrownBy(() -> KeyFile.decode(damaged));
        }
    }

    @Test
    void everyTruncationIsFound() {
        for (int length = 0; length < FILE.length; length++) {
            byte[] truncated = Arrays.copyOf(FILE, length);
            assertThatExceptionOfType(MalformedException.class)
                    .isThrownBy(() -> KeyFile.decode(truncated));
        }
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> KeyFile.decode(Arrays.copyOf(FILE, FILE.length + 1)));
    }
}
