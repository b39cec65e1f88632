package dev.holdfast.codec.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.codec.FixedRandom;
import dev.holdfast.codec.Vectors;
import dev.holdfast.codec.key.SealingKeys.Recipient;
import dev.holdfast.model.Bytes;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RootSecretTest {
    private final RootSecret root = Vectors.root();

    @Test
    void sealingKeysAreThoseOfTheDocument() {
        SealingKeys keys = root.sealingKeys(List.of(Vectors.escrow()));
        assertThat(keys.vault().toArray()).isEqualTo(Vectors.bytes("vault_id"));
        assertThat(keys.objectIds().getEncoded()).isEqualTo(Vectors.bytes("object_ids"));
        assertThat(keys.write().getEncoded()).isEqualTo(Vectors.bytes("write_key"));
        assertThat(keys.chunker().getEncoded()).isEqualTo(Vectors.bytes("chunker"));
        assertThat(keys.slices().getEncoded()).isEqualTo(Vectors.bytes("slices"));
        assertThat(keys.parts().getEncoded()).isEqualTo(Vectors.bytes("parts"));
        assertThat(keys.cache().getEncoded()).isEqualTo(Vectors.bytes("cache"));
        assertThat(keys.recipients())
                .containsExactly(
                        new Recipient(1, Bytes.copyOf(Vectors.bytes("public_key"))),
                        Vectors.escrow());
    }

    @Test
    void openingKeysAreThoseOfTheDocument() {
        OpeningKeys keys = root.openingKeys();
        assertThat(keys.vault().toArray()).isEqualTo(Vectors.bytes("vault_id"));
        assertThat(keys.objectIds().getEncoded()).isEqualTo(Vectors.bytes("object_ids"));
        assertThat(keys.write().getEncoded()).isEqualTo(Vectors.bytes("write_key"));
        assertThat(keys.readKeys())
                .extracting(OpeningKeys.ReadKey::recipient)
                .containsExactly(new Recipient(1, Bytes.copyOf(Vectors.bytes("public_key"))));
    }

    @Test
    void randomSecretIsWhatTheRandomSourceGave() {
        byte[] bytes = Vectors.bytes("content_key");
        assertThat(RootSecret.random(new FixedRandom(bytes)).toArray()).isEqualTo(bytes);
    }

    @Test
    void keysStayUsableAfterTheRootSecretIsWiped() {
        SealingKeys keys = root.sealingKeys(List.of());
        root.close();
        assertThat(keys.write().getEncoded()).isEqualTo(Vectors.bytes("write_key"));
    }

    @Test
    void wipedRootSecretGivesNothing() {
        root.close();
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(root::toArray);
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(root::vault);
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(root::openingKeys);
    }

    @Test
    void callerMayWipeItsCopy() {
        byte[] copy = root.toArray();
        copy[0] ^= 1;
        assertThat(root.toArray()).isEqualTo(Vectors.bytes("root_secret"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 33})
    void otherSizesAreRefused(int size) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> RootSecret.of(new byte[size]));
    }

    @Test
    void asManyEscrowKeysAsFitIntoAPackAreAccepted() {
        int most = SealingKeys.ESCROW_COUNT_MAX;
        assertThat(root.sealingKeys(Collections.nCopies(most, Vectors.escrow())).recipients())
                .hasSize(most + 1);
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(
                        () -> root.sealingKeys(Collections.nCopies(most + 1, Vectors.escrow())));
    }

    @Test
    void nothingThatIsPrintedShowsASecret() {
        SealingKeys sealing = root.sealingKeys(List.of());
        OpeningKeys opening = root.openingKeys();
        String printed =
                "%s %s %s %s %s"
                        .formatted(
                                root,
                                sealing,
                                opening,
                                opening.readKeys(),
                                new KeyFile(root, List.of()));
        assertThat(printed)
                .isEqualTo(
                        "root secret sealing keys of vault %1$s opening keys of vault %1$s"
                                        .formatted(root.vault())
                                + " [read key of recipient f9a09c40c2fa941f of epoch 1]"
                                + " key file with 0 escrow keys");
    }
}
