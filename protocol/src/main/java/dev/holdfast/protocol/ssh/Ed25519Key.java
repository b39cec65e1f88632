package dev.holdfast.protocol.ssh;

import static java.util.stream.Collectors.joining;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.MalformedException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/** A private key that {@code ssh -i} can use, made from 32 secret bytes. */
public final class Ed25519Key {
    /** Size of a seed in bytes (RFC 8032 §5.1.5: the private key). */
    public static final int SEED_SIZE = 32;

    private static final String TYPE = PublicKeyLine.Type.ED25519.label();

    /** Before the key in X.509's SubjectPublicKeyInfo. */
    private static final int X509_HEADER_SIZE = 12;

    /** Cipher "none" is padded to this many bytes. */
    private static final int BLOCK_SIZE = 8;

    /** Near where OpenSSH breaks lines, a multiple of 4; it reads any. */
    private static final int LINE_LENGTH = 68;

    /** Where the seed lies in a private key file: all that comes before it has a fixed length. */
    private static final int SEED_OFFSET = 161;

    private final byte[] seed;
    private final byte[] publicBytes;

    private Ed25519Key(byte[] seed, byte[] publicBytes) {
        this.seed = seed;
        this.publicBytes = publicBytes;
    }

    /** Makes a new key. */
    public static Ed25519Key generate(SecureRandom random) {
        byte[] seed = new byte[SEED_SIZE];
        random.nextBytes(seed);
        return fromSeed(seed);
    }

    /**
     * Makes the one key of a seed.
     *
     * @throws IllegalArgumentException unless there are exactly {@link #SEED_SIZE} bytes
     */
    public static Ed25519Key fromSeed(byte[] seed) {
        if (seed.length != SEED_SIZE) {
            throw new IllegalArgumentException("seed of %d bytes".formatted(seed.length));
        }
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, new Repeating(seed));
            KeyPair pair = generator.generateKeyPair();
            byte[] used = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
            if (!MessageDigest.isEqual(used, seed)) {
                throw new IllegalStateException("this Java makes Ed25519 keys in another way");
            }
            byte[] x509 = pair.getPublic().getEncoded();
            byte[] publicBytes = Arrays.copyOfRange(x509, X509_HEADER_SIZE, x509.length);
            return new Ed25519Key(seed.clone(), publicBytes);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has Ed25519", impossible);
        }
    }

    public PublicKeyLine publicKey() {
        return new PublicKeyLine(PublicKeyLine.Type.ED25519, Bytes.copyOf(publicBlob()));
    }

    private byte[] publicBlob() {
        return new SshWriter().string(TYPE).string(publicBytes).toArray();
    }

    /**
     * The text of an unencrypted private key file (openssh-key-v1, OpenSSH's PROTOCOL.key), always
     * the same for the same key and comment. Secret.
     *
     * @param comment printable ASCII, shown by ssh-keygen
     */
    public String privateKeyFile(String comment) {
        if (!comment.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new IllegalArgumentException("comment is not printable ASCII");
        }
        byte[] file =
                new SshWriter()
                        .raw("openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII))
                        .string("none")
                        .string("none")
                        .string("")
                        .number(1)
                        .string(publicBlob())
                        .string(privateSection(comment))
                        .toArray();
        String base64 = Base64.getMimeEncoder(LINE_LENGTH, new byte[] {'\n'}).encodeToString(file);
        return "-----BEGIN OPENSSH PRIVATE KEY-----\n%s\n-----END OPENSSH PRIVATE KEY-----\n"
                .formatted(base64);
    }

    /**
     * Reads what {@link #privateKeyFile} wrote with that comment.
     *
     * @throws MalformedException when it is anything else, if only by a bit
     */
    public static Ed25519Key ofPrivateKeyFile(String text, String comment)
            throws MalformedException {
        String base64 = text.lines().filter(line -> !line.startsWith("-")).collect(joining());
        try {
            byte[] file = Base64.getDecoder().decode(base64);
            byte[] seed = Arrays.copyOfRange(file, SEED_OFFSET, SEED_OFFSET + SEED_SIZE);
            Ed25519Key key = fromSeed(seed);
            if (key.privateKeyFile(comment).equals(text)) {
                return key;
            }
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException notOne) {
            throw new MalformedException("this is not a private key of ours", notOne);
        }
        throw new MalformedException("this private key is damaged");
    }

    private byte[] privateSection(String comment) {
        // Two equal numbers tell a reader of an encrypted file that it has the right passphrase.
        int check = ByteBuffer.wrap(publicBytes).getInt();
        byte[] both = ByteBuffer.allocate(2 * SEED_SIZE).put(seed).put(publicBytes).array();
        SshWriter section =
                new SshWriter()
                        .number(check)
                        .number(check)
                        .string(TYPE)
                        .string(publicBytes)
                        .string(both)
                        .string(comment);
        for (byte pad = 1; section.size() % BLOCK_SIZE != 0; pad++) {
            section.raw(new byte[] {pad});
        }
        return section.toArray();
    }

    /** Names the key by its public half. */
    @Override
    public String toString() {
        return publicKey().fingerprint();
    }

    /** Gives the seed to a generator that asks for exactly as many random bytes. */
    private static final class Repeating extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final byte[] seed;

        Repeating(byte[] seed) {
            this.seed = seed;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, bytes.length);
        }
    }
}
