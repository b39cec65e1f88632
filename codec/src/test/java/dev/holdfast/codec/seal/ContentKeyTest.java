package dev.holdfast.codec.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.codec.FixedRandom;
import dev.holdfast.codec.Vectors;
import dev.holdfast.codec.key.OpeningKeys;
import dev.holdfast.codec.key.OpeningKeys.ReadKey;
import dev.holdfast.codec.key.SealingKeys;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.KeyId;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.object.KeyWrap;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentKeyTest {
    private static final ObjectId OBJECT = ObjectId.of(Vectors.bytes("id_of_chunk"));

    private final SealingKeys sealing = Vectors.root().sealingKeys(List.of(Vectors.escrow()));
    private final OpeningKeys opening = Vectors.root().openingKeys();
    private final ReadKey readKey = opening.readKeys().getFirst();
    private final ContentKey key =
            new ContentKey(KeyId.of(Vectors.bytes("key_id")), Vectors.bytes("content_key"));

    private static boolean isSame(ContentKey one, ContentKey other) {
        return one.id().equals(other.id()) && one.objectKey(OBJECT).equals(other.objectKey(OBJECT));
    }

    @Test
    void wrapsAreThoseOfTheDocument() {
        byte[] ephemeral = Vectors.bytes("ephemeral");
        List<KeyWrap> wraps = key.wrap(sealing, new FixedRandom(ephemeral, ephemeral));
        assertThat(wraps).hasSize(2);
        assertThat(wraps.get(0).toArray()).isEqualTo(Vectors.bytes("wrap"));
        assertThat(wraps.get(1).toArray()).isEqualTo(Vectors.bytes("wrap_for_escrow"));
    }

    @Test
    void wrapOfTheDocumentOpens() throws Exception {
        KeyWrap wrap = KeyWrap.of(Vectors.bytes("wrap"));
        assertThat(isSame(ContentKey.unwrap(wrap, readKey, opening), key)).isTrue();
    }

    @Test
    void escrowKeyOpensItsWrap() throws Exception {
        ReadKey escrow = ReadKey.of(1, Vectors.bytes("escrow_private"));
        KeyWrap wrap = KeyWrap.of(Vectors.bytes("wrap_for_escrow"));
        assertThat(isSame(ContentKey.unwrap(wrap, escrow, opening), key)).isTrue();
    }

    @Test
    void randomKeysAreWrappedAndUnwrapped() throws Exception {
        ContentKey random = ContentKey.random(new SecureRandom());
        KeyWrap wrap = random.wrap(sealing, new SecureRandom()).getFirst();
        assertThat(isSame(ContentKey.unwrap(wrap, readKey, opening), random)).isTrue();
    }

    @Test
    void everyObjectHasAKeyOfItsOwn() {
        ObjectId other = ObjectId.of(Vectors.bytes("id_of_tree"));
        assertThat(key.objectKey(other)).isNotEqualTo(key.objectKey(OBJECT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"refused_wrap_by_a_stranger", "refused_wrap_of_another_vault"})
    void wrapThatNoWriterOfTheVaultMadeIsRefused(String name) throws Exception {
        requireRefused(KeyWrap.of(Vectors.bytes(name)), readKey);
    }

    @Test
    void wrapForSomebodyElseIsRefused() throws Exception {
        requireRefused(KeyWrap.of(Vectors.bytes("wrap_for_escrow")), readKey);
    }

    @Test
    void wrapWithAnyPartChangedIsRefused() throws Exception {
        KeyWrap wrap = KeyWrap.of(Vectors.bytes("wrap"));
        Bytes enc = wrap.encapsulation();
        Bytes sealed = wrap.sealed();
        KeyId other = KeyId.of(new byte[KeyId.SIZE]);
        requireRefused(new KeyWrap(other, 1, wrap.recipient(), enc, sealed), readKey);
        requireRefused(new KeyWrap(wrap.key(), 2, wrap.recipient(), enc, sealed), readKey);
        requireRefused(new KeyWrap(wrap.key(), 1, wrap.recipient(), flipped(enc), sealed), readKey);
        requireRefused(new KeyWrap(wrap.key(), 1, wrap.recipient(), enc, flipped(sealed)), readKey);
    }

    @Test
    void encapsulationOfSmallOrderIsRefused() throws Exception {
        KeyWrap wrap = KeyWrap.of(Vectors.bytes("wrap"));
        Bytes zero = Bytes.copyOf(new byte[KeyWrap.ENCAPSULATION_SIZE]);
        requireRefused(new KeyWrap(wrap.key(), 1, wrap.recipient(), zero, wrap.sealed()), readKey);
    }

    @Test
    void contentKeyShowsOnlyItsId() {
        assertThat(key).hasToString("content key a0a1a2a3a4a5a6a7a8a9aaabacadaeaf");
    }

    private static Bytes flipped(Bytes bytes) {
        byte[] copy = bytes.toArray();
        copy[0] ^= 1;
        return Bytes.copyOf(copy);
    }

    private void requireRefused(KeyWrap wrap, ReadKey reader) {
        assertThatExceptionOfType(GeneralSecurityException.class)
                .isThrownBy(() -> ContentKey.unwrap(wrap, reader, opening));
    }
}
