package dev.holdfast.codec.derive;

import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/** HKDF-SHA-256 (RFC 5869). */
public final class Hkdf {
    private Hkdf() {}

    /**
     * HKDF-Expand.
     *
     * @param key pseudo-random, at least 32 bytes
     * @param length in bytes, at most 8,160
     */
    public static byte[] expand(SecretKey key, byte[] info, int length) {
        return derive(HKDFParameterSpec.expandOnly(key, info, length));
    }

    /** HKDF-Extract, then HKDF-Expand. */
    public static byte[] extractAndExpand(
            SecretKey salt, SecretKey secret, byte[] info, int length) {
        return derive(
                HKDFParameterSpec.ofExtract()
                        .addSalt(salt)
                        .addIKM(secret)
                        .thenExpand(info, length));
    }

    private static byte[] derive(HKDFParameterSpec parameters) {
        try {
            return KDF.getInstance("HKDF-SHA256").deriveData(parameters);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has HKDF-SHA256", impossible);
        }
    }
}
