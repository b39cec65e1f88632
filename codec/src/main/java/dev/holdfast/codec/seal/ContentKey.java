package dev.holdfast.codec.seal;

import dev.holdfast.codec.derive.Hkdf;
import dev.holdfast.codec.key.OpeningKeys;
import dev.holdfast.codec.key.OpeningKeys.ReadKey;
import dev.holdfast.codec.key.SealingKeys;
import dev.holdfast.codec.key.SealingKeys.Recipient;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.KeyId;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.VaultId;
import dev.holdfast.model.object.KeyWrap;
import dev.holdfast.model.object.SealedRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.KEM;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The key of one session's records (docs/format.md, "Content keys"). */
public final class ContentKey {
    private static final int SIZE = 32;
    private static final byte[] OBJECT_LABEL = ascii("holdfast object");
    private static final byte[] WRAP_LABEL = ascii("holdfast wrap");

    /** A wrap key is used once, so its nonce may be constant. */
    private static final GCMParameterSpec WRAP_NONCE =
            new GCMParameterSpec(128, new byte[SealedRecord.NONCE_SIZE]);

    private final KeyId id;
    private final SecretKey secret;

    ContentKey(KeyId id, byte[] secret) {
        this.id = id;
        this.secret = new SecretKeySpec(secret, "Generic");
    }

    public static ContentKey random(SecureRandom random) {
        byte[] id = new byte[KeyId.SIZE];
        byte[] secret = new byte[SIZE];
        random.nextBytes(id);
        random.nextBytes(secret);
        return new ContentKey(KeyId.of(id), secret);
    }

    public KeyId id() {
        return id;
    }

    /** Each object has its own AES key, so nonces need to differ only among its own records. */
    SecretKey objectKey(ObjectId object) {
        byte[] info =
                ByteBuffer.allocate(OBJECT_LABEL.length + 1 + ObjectId.SIZE)
                        .put(OBJECT_LABEL)
                        .put((byte) SealedRecord.SUITE)
                        .put(object.toArray())
                        .array();
        return new SecretKeySpec(Hkdf.expand(secret, info, SIZE), "AES");
    }

    /** Seals this key for everybody who may read. */
    public List<KeyWrap> wrap(SealingKeys keys, SecureRandom random) {
        List<KeyWrap> wraps = new ArrayList<>();
        for (Recipient recipient : keys.recipients()) {
            try {
                wraps.add(wrap(keys, recipient, random));
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException("cannot wrap for " + recipient, impossible);
            }
        }
        return wraps;
    }

    private KeyWrap wrap(SealingKeys keys, Recipient recipient, SecureRandom random)
            throws GeneralSecurityException {
        KEM.Encapsulated shared =
                KEM.getInstance("DHKEM")
                        .newEncapsulator(recipient.key(), null, random)
                        .encapsulate();
        Bytes encapsulation = Bytes.copyOf(shared.encapsulation());
        byte[] info = wrapInfo(keys.vault(), id, recipient.epoch(), encapsulation);
        Cipher cipher = wrapCipher(Cipher.ENCRYPT_MODE, wrapKey(keys.write(), shared.key(), info));
        cipher.updateAAD(id.toArray());
        return new KeyWrap(
                id,
                recipient.epoch(),
                recipient.name(),
                encapsulation,
                Bytes.copyOf(cipher.doFinal(secret.getEncoded())));
    }

    /**
     * @throws GeneralSecurityException if the wrap was not made for this recipient, by a holder of
     *     this vault's write key
     */
    static ContentKey unwrap(KeyWrap wrap, ReadKey readKey, OpeningKeys keys)
            throws GeneralSecurityException {
        SecretKey shared =
                KEM.getInstance("DHKEM")
                        .newDecapsulator(readKey.key())
                        .decapsulate(wrap.encapsulation().toArray());
        byte[] info = wrapInfo(keys.vault(), wrap.key(), wrap.epoch(), wrap.encapsulation());
        Cipher cipher = wrapCipher(Cipher.DECRYPT_MODE, wrapKey(keys.write(), shared, info));
        cipher.updateAAD(wrap.key().toArray());
        return new ContentKey(wrap.key(), cipher.doFinal(wrap.sealed().toArray()));
    }

    private static byte[] wrapInfo(VaultId vault, KeyId key, int epoch, Bytes encapsulation) {
        return ByteBuffer.allocate(WRAP_LABEL.length + VaultId.SIZE + KeyId.SIZE + 4 + 32)
                .put(WRAP_LABEL)
                .put(vault.toArray())
                .put(key.toArray())
                .putInt(epoch)
                .put(encapsulation.toArray())
                .array();
    }

    private static SecretKey wrapKey(SecretKey writeKey, SecretKey shared, byte[] info) {
        return new SecretKeySpec(Hkdf.extractAndExpand(writeKey, shared, info, SIZE), "AES");
    }

    private static Cipher wrapCipher(int mode, SecretKey key) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, WRAP_NONCE);
        return cipher;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "content key " + id;
    }
}
