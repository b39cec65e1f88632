package dev.holdfast.store.frame;

import dev.holdfast.model.MalformedException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** Magic, length, body and digest (docs/format.md, "A vault on disc"). */
public final class Frame {
    /** In bytes, of the digest: the first ones of a SHA-256. */
    public static final int DIGEST_SIZE = 16;

    private static final int MAGIC_SIZE = 8;
    private static final int BODY_OFFSET = MAGIC_SIZE + Integer.BYTES;

    private Frame() {}

    /**
     * @param magic eight ASCII characters
     */
    public static byte[] encode(String magic, byte[] body) {
        byte[] frame =
                ByteBuffer.allocate(BODY_OFFSET + body.length + DIGEST_SIZE)
                        .put(magicBytes(magic))
                        .putInt(body.length)
                        .put(body)
                        .array();
        int digestAt = frame.length - DIGEST_SIZE;
        System.arraycopy(digest(frame, 0, digestAt), 0, frame, digestAt, DIGEST_SIZE);
        return frame;
    }

    /**
     * The body of what is exactly one frame.
     *
     * @throws MalformedException unless it is, and its digest is right
     */
    public static byte[] decode(String magic, byte[] frame) throws MalformedException {
        if (lengthOf(magic, frame) != frame.length) {
            throw new MalformedException("something follows " + magic);
        }
        return decodeFirst(magic, frame);
    }

    /** The body of the frame at the beginning of what may be longer. */
    public static byte[] decodeFirst(String magic, byte[] bytes) throws MalformedException {
        int digestAt = lengthOf(magic, bytes) - DIGEST_SIZE;
        byte[] digest = digest(bytes, 0, digestAt);
        if (!Arrays.equals(digest, 0, DIGEST_SIZE, bytes, digestAt, digestAt + DIGEST_SIZE)) {
            throw new MalformedException("digest of %s differs".formatted(magic));
        }
        return Arrays.copyOfRange(bytes, BODY_OFFSET, digestAt);
    }

    /** The length of the whole frame at the beginning of some bytes that hold all of it. */
    public static int lengthOf(String magic, byte[] bytes) throws MalformedException {
        if (bytes.length < BODY_OFFSET + DIGEST_SIZE
                || !Arrays.equals(magicBytes(magic), Arrays.copyOf(bytes, MAGIC_SIZE))) {
            throw new MalformedException("this is not " + magic);
        }
        int body = ByteBuffer.wrap(bytes).getInt(MAGIC_SIZE);
        if (body < 0 || body > bytes.length - BODY_OFFSET - DIGEST_SIZE) {
            throw new MalformedException(magic + " is cut short");
        }
        return BODY_OFFSET + body + DIGEST_SIZE;
    }

    private static byte[] magicBytes(String magic) {
        byte[] bytes = magic.getBytes(StandardCharsets.US_ASCII);
        if (bytes.length != MAGIC_SIZE) {
            throw new IllegalArgumentException("magic of %d bytes".formatted(bytes.length));
        }
        return bytes;
    }

    /** The truncated SHA-256 of a range. */
    public static byte[] digest(byte[] bytes, int from, int to) {
        MessageDigest sha256 = sha256();
        sha256.update(bytes, from, to - from);
        return Arrays.copyOf(sha256.digest(), DIGEST_SIZE);
    }

    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
