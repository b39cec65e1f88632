package dev.holdfast.codec.key;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import javax.crypto.KeyAgreement;

/** X25519 keys (RFC 7748) from and to their 32 bytes. */
final class X25519 {
    static final int SIZE = 32;

    /** The u coordinate of the base point: multiplied by a private key, it gives the public key. */
    private static final BigInteger BASE_POINT = BigInteger.valueOf(9);

    private X25519() {}

    static PrivateKey privateKey(byte[] scalar) {
        try {
            return KeyFactory.getInstance("X25519")
                    .generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, scalar));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("any 32 bytes are a private key", impossible);
        }
    }

    static PublicKey publicKey(byte[] littleEndian) {
        byte[] bigEndian = new byte[SIZE];
        for (int i = 0; i < SIZE; i++) {
            bigEndian[SIZE - 1 - i] = littleEndian[i];
        }
        return publicKey(new BigInteger(1, bigEndian));
    }

    /** The public key's bytes, little-endian. */
    static byte[] publicKeyOf(PrivateKey key) {
        try {
            KeyAgreement agreement = KeyAgreement.getInstance("X25519");
            agreement.init(key);
            agreement.doPhase(publicKey(BASE_POINT), true);
            return agreement.generateSecret();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every private key has a public key", impossible);
        }
    }

    private static PublicKey publicKey(BigInteger u) {
        try {
            return KeyFactory.getInstance("X25519")
                    .generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, u));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("any 32 bytes are a public key", impossible);
        }
    }
}
