package dev.holdfast.model.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.KeyId;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.Vectors;
import dev.holdfast.model.Vectors.Vector;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeyWrapTest {
    private static final byte[] BYTES = Vectors.named("wrap").bytes().toArray();

    static List<Vector> refused() {
        return Vectors.beginning("wrap_refused");
    }

    @Test
    void wrapIsThatOfTheDocument() throws MalformedException {
        KeyWrap wrap = KeyWrap.of(BYTES);
        assertThat(wrap.key()).isEqualTo(KeyId.parse("000102030405060708090a0b0c0d0e0f"));
        assertThat(wrap.epoch()).isEqualTo(1);
        assertThat(wrap.recipient()).isEqualTo(Bytes.utf8("recipien"));
        assertThat(wrap.encapsulation().hex()).isEqualTo("aa".repeat(32));
        assertThat(wrap.sealed().hex()).isEqualTo("00".repeat(48));
        assertThat(wrap.toArray()).isEqualTo(BYTES);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void otherFormsAreRefused(Vector vector) {
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> KeyWrap.of(vector.bytes().toArray()));
    }
}
