package dev.holdfast.codec.local;

import dev.holdfast.model.MalformedException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals a file under a passphrase that a person keeps (docs/format.md, "Export of a server"): its
 * key is derived by PBKDF2 (RFC 8018).
 */
public final class PassphraseBox {
    /** Characters: what is guessed from a file can be tried a thousand times a second. */
    public static final int PASSPHRASE_LENGTH_MIN = 12;

    private static final byte[] MAGIC = "HFexpt01".getBytes(StandardCharsets.US_ASCII);
    private static final String DERIVATION = "PBKDF2WithHmacSHA512";
    private static final int ITERATIONS = 600_000;

    /** Bounds how long a file that somebody made up can keep us busy. */
    private static final int ITERATIONS_MAX = 10_000_000;

    private static final int SALT_SIZE = 16;
    private static final int HEAD_SIZE = 8 + 4 + SALT_SIZE; // magic, iterations, salt
    private static final int KEY_BITS = 256;

    private PassphraseBox() {}

    /**
     * @throws IllegalArgumentException if the passphrase is too short
     */
    public static byte[] seal(byte[] plain, String passphrase, SecureRandom random) {
        if (passphrase.length() < PASSPHRASE_LENGTH_MIN) {
            throw new IllegalArgumentException(
                    "a passphrase has at least %d characters".formatted(PASSPHRASE_LENGTH_MIN));
        }
        byte[] salt = new byte[SALT_SIZE];
        random.nextBytes(salt);
        byte[] head =
                ByteBuffer.allocate(HEAD_SIZE).put(MAGIC).putInt(ITERATIONS).put(salt).array();
        LocalBox box = new LocalBox(key(passphrase, ITERATIONS, salt), random);
        byte[] sealed = box.seal(plain, head);
        return ByteBuffer.allocate(HEAD_SIZE + sealed.length).put(head).put(sealed).array();
    }

    /**
     * @throws MalformedException if it is something else, damaged, or of another passphrase, which
     *     cannot be told apart
     */
    public static byte[] open(byte[] file, String passphrase, SecureRandom random)
            throws MalformedException {
        if (file.length < HEAD_SIZE
                || !Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new MalformedException("this is not the export of a server");
        }
        byte[] head = Arrays.copyOf(file, HEAD_SIZE);
        ByteBuffer fields = ByteBuffer.wrap(head, MAGIC.length, HEAD_SIZE - MAGIC.length);
        int iterations = fields.getInt();
        if (iterations < 1 || iterations > ITERATIONS_MAX) {
            throw new MalformedException("the file is damaged");
        }
        byte[] salt = new byte[SALT_SIZE];
        fields.get(salt);
        LocalBox box = new LocalBox(key(passphrase, iterations, salt), random);
        try {
            return box.open(Arrays.copyOfRange(file, HEAD_SIZE, file.length), head);
        } catch (MalformedException wrong) {
            throw new MalformedException(
                    "the passphrase is another one, or the file is damaged", wrong);
        }
    }

    private static SecretKey key(String passphrase, int iterations, byte[] salt) {
        PBEKeySpec spec = new PBEKeySpec(passphrase.toCharArray(), salt, iterations, KEY_BITS);
        try {
            byte[] key = SecretKeyFactory.getInstance(DERIVATION).generateSecret(spec).getEncoded();
            return new SecretKeySpec(key, "AES");
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has " + DERIVATION, impossible);
        } finally {
            spec.clearPassword();
        }
    }
}
