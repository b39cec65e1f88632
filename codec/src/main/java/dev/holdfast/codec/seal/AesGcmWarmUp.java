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

    /**
     * The JDK opens more than a mebibyte on a path of its own. Code that was compiled before that
     * path was ever taken is thrown away when it is, and is then slow for hundreds of chunks.
     */
    private static final int HUGE = (1 << 20) + LONG;

    private static final int HUGE_EVERY = 500;

    private static final int ROUNDS = 4_000;
    private static final int TAG_SIZE = 16;

    private static final SecretKeySpec KEY = new SecretKeySpec(new byte[32], "AES");

    private AesGcmWarmUp() {}

    static void encrypt() {
        Cipher cipher = Workplace.aesGcm();
        byte[] in = new byte[LONG];
        byte[] out = new byte[LONG + TAG_SIZE];
        try {
            for (int round = 0; round < ROUNDS; round++) {
                cipher.init(Cipher.ENCRYPT_MODE, KEY, nonce(round));
                int length = round % LONG_EVERY == 0 ? LONG : SHORT;
                int done = cipher.update(in, 0, length, out, 0);
                cipher.doFinal(out, done);
            }
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("cannot warm up", impossible);
        }
    }

    static void decrypt() {
        Cipher cipher = Workplace.aesGcm();
        byte[] out = new byte[HUGE];
        try {
            byte[] shortMessage = sealed(cipher, SHORT);
            byte[] longMessage = sealed(cipher, LONG);
            byte[] hugeMessage = sealed(cipher, HUGE);
            for (int round = 0; round < ROUNDS; round++) {
                byte[] message = round % LONG_EVERY == 0 ? longMessage : shortMessage;
                open(cipher, round % HUGE_EVERY == 0 ? hugeMessage : message, out);
            }
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("cannot warm up", impossible);
        }
    }

    private static byte[] sealed(Cipher cipher, int length) throws GeneralSecurityException {
        byte[] in = new byte[length];
        byte[] out = new byte[length + TAG_SIZE];
        cipher.init(Cipher.ENCRYPT_MODE, KEY, nonce(out.length));
        int done = 0;
        for (int from = 0; from < length; from += SHORT) {
            done += cipher.update(in, from, Math.min(SHORT, length - from), out, done);
        }
        cipher.doFinal(out, done);
        return out;
    }

    private static void open(Cipher cipher, byte[] message, byte[] out)
            throws GeneralSecurityException {
        cipher.init(Cipher.DECRYPT_MODE, KEY, nonce(message.length));
        cipher.doFinal(message, 0, message.length, out, 0);
    }

    /** The JDK refuses the same nonce twice in a row. */
    private static GCMParameterSpec nonce(int number) {
        byte[] nonce = new byte[SealedRecord.NONCE_SIZE];
        ByteBuffer.wrap(nonce).putInt(number);
        return new GCMParameterSpec(8 * TAG_SIZE, nonce);
    }
}
