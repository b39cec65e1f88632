package dev.holdfast.protocol.ssh;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.Printable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * A public key as one line of OpenSSH's files ({@code ssh-ed25519 AAAA…}), taken apart and written
 * anew: whoever sends one cannot smuggle an option, a second line or a comment into {@code
 * authorized_keys} or {@code known_hosts}.
 *
 * @param type of the key
 * @param blob the key in the encoding of RFC 4253 §6.6
 */
public record PublicKeyLine(Type type, Bytes blob) {
    /** An RSA key of 16,384 bits, OpenSSH's longest, takes 2,832 characters. */
    public static final int LENGTH_MAX = 4_096;

    private static final int ED25519_SIZE = 32;

    /** An uncompressed point: 4, then two coordinates of 32 bytes. */
    private static final int POINT_SIZE = 65;

    private static final byte POINT_UNCOMPRESSED = 4;

    /** What OpenSSH refuses to use by default is not accepted here either. */
    private static final int RSA_BITS_MIN = 2_048;

    /** OpenSSH's own limit. */
    private static final int RSA_BITS_MAX = 16_384;

    private static final int RSA_EXPONENT_BITS_MAX = 64;

    /** The kinds of key that are accepted; each is what every supported OpenSSH can use. */
    public enum Type {
        ED25519("ssh-ed25519"),
        ECDSA_P256("ecdsa-sha2-nistp256"),
        RSA("ssh-rsa");

        private final String label;

        Type(String label) {
            this.label = label;
        }

        /** As it stands at the beginning of a line. */
        public String label() {
            return label;
        }

        static Type of(String label) throws MalformedException {
            for (Type type : values()) {
                if (type.label.equals(label)) {
                    return type;
                }
            }
            throw new MalformedException(
                    "not a public key line: begins with '%s' instead of ssh-ed25519, "
                                    .formatted(shown(label))
                            + "ecdsa-sha2-nistp256 or ssh-rsa");
        }
    }

    /**
     * @throws IllegalArgumentException unless the blob is one key of the type
     */
    public PublicKeyLine {
        try {
            check(type, blob.toArray());
        } catch (MalformedException malformed) {
            throw new IllegalArgumentException(malformed.getMessage(), malformed);
        }
    }

    /**
     * Reads a type, a key and, where there is one, a comment, which is dropped.
     *
     * @param line with at most one line end, at its end
     * @throws MalformedException if it has options, several lines, another type, or a key that is
     *     not exactly one of the type
     */
    public static PublicKeyLine parse(String line) throws MalformedException {
        String stripped = line.strip();
        if (stripped.length() > LENGTH_MAX) {
            throw new MalformedException("public key line is longer than " + LENGTH_MAX);
        }
        if (stripped.codePoints()
                .anyMatch(point -> point != '\t' && Character.isISOControl(point))) {
            throw new MalformedException("public key line has control characters");
        }
        String[] words = stripped.split("[ \t]+", 3);
        Type type = Type.of(words[0]);
        if (words.length < 2) {
            throw new MalformedException("public key line ends after its type");
        }
        byte[] blob = decode(words[1]);
        check(type, blob);
        return new PublicKeyLine(type, Bytes.copyOf(blob));
    }

    private static byte[] decode(String base64) throws MalformedException {
        try {
            byte[] blob = Base64.getDecoder().decode(base64);
            if (!Base64.getEncoder().encodeToString(blob).equals(base64)) {
                throw new MalformedException("malformed public key: not in canonical base64");
            }
            return blob;
        } catch (IllegalArgumentException wrong) {
            throw new MalformedException("malformed public key: not base64", wrong);
        }
    }

    private static void check(Type type, byte[] blob) throws MalformedException {
        SshReader in = new SshReader(blob);
        if (!in.text().equals(type.label())) {
            throw new MalformedException("malformed public key: another type inside");
        }
        switch (type) {
            case ED25519 -> require(in.string().length == ED25519_SIZE);
            case ECDSA_P256 -> {
                require(in.text().equals("nistp256"));
                byte[] point = in.string();
                require(point.length == POINT_SIZE && point[0] == POINT_UNCOMPRESSED);
            }
            case RSA -> {
                require(in.positiveBits() <= RSA_EXPONENT_BITS_MAX);
                int bits = in.positiveBits();
                require(bits >= RSA_BITS_MIN && bits <= RSA_BITS_MAX);
            }
        }
        in.finish();
    }

    private static void require(boolean right) throws MalformedException {
        if (!right) {
            throw new MalformedException("malformed public key: of a wrong size or form");
        }
    }

    private static String shown(String word) {
        return Printable.of(word.length() > 40 ? word.substring(0, 40) : word);
    }

    /** As {@code ssh-keygen -l} shows it: {@code SHA256:} and base64 without padding. */
    public String fingerprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(blob.toArray());
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** The line without comment and line end. */
    @Override
    public String toString() {
        return type.label() + " " + Base64.getEncoder().encodeToString(blob.toArray());
    }
}
