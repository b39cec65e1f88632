package dev.holdfast.codec.seal;

import dev.holdfast.model.object.SealedRecord;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes the JVM compile AES-GCM before the first chunk. Until it has, encryption runs at about a
 * hundredth of its speed, and only many small calls make it compile, so that a process which seals
 * large chunks from the start might stay slow. The amount of work is fixed: about 0.1 s.
 */
final class AesGcmWarmUp {
    /** Many short messages for the counters, some longer ones for the bulk code. */
    private static final int SHORT = 512;

    private static final int LONG = 8 << 10;
    private static final int LONG_EVERY = 8;
    private static final int ROUNDS = 4_000;

    private static final SecretKeySpec KEY = new SecretKeySpec(new byte[32], "AES");

    private AesGcmWarmUp() {}

    static void encrypt() {
        Cipher cipher = Workplace.aesGcm();
        byte[] out = new byte[LONG + 16];
        try {
            for (int round = 0; round < ROUNDS; round++) {
                seal(cipher, round, out);
            }
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("cannot warm up", impossible);
        }
    }

    static void decrypt() {
        Cipher cipher = Workplace.aesGcm();
        byte[] shortMessage = new byte[SHORT + 16];
        byte[] longMessage = new byte[LONG + 16];
        byte[] out = new byte[LONG];
        try {
            seal(cipher, 1, shortMessage);
            seal(cipher, 0, longMessage);
            for (int round = 0; round < ROUNDS; round++) {
                boolean isLong = round % LONG_EVERY == 0;
                byte[] message = isLong ? longMessage : shortMessage;
                cipher.init(Cipher.DECRYPT_MODE, KEY, nonce(isLong ? 0 : 1));
                cipher.doFinal(message, 0, message.length, out, 0);
            }
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("cannot warm up", impossible);
        }
    }

    private static void seal(Cipher cipher, int number, byte[] out)
            throws GeneralSecurityException {
        byte[] in = new byte[number % LONG_EVERY == 0 ? LONG : SHORT];
        cipher.init(Cipher.ENCRYPT_MODE, KEY, nonce(number));
        int done = cipher.update(in, 0, in.length, out, 0);
        cipher.doFinal(out, done);
    }

    /** The JDK refuses the same nonce twice in a row. */
    private static GCMParameterSpec nonce(int number) {
        byte[] nonce = new byte[SealedRecord.NONCE_SIZE];
        ByteBuffer.wrap(nonce).putInt(number);
        return new GCMParameterSpec(128, nonce);
    }
}
