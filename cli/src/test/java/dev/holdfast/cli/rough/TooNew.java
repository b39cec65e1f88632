package dev.holdfast.cli.rough;

import dev.holdfast.model.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** Makes a small file of a vault one of a later version (docs/format.md, "A vault on disc"). */
final class TooNew {
    private static final int BODY_AT = 12;
    private static final int DIGEST_SIZE = 16;

    /** It stands in the set that forbids reading. */
    private static final byte[] FEATURE = Bytes.utf8("from-tomorrow").toArray();

    private TooNew() {}

    /**
     * @param file with no features at all
     */
    static void make(Path file) throws IOException {
        byte[] old = Files.readAllBytes(file);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] none = {(byte) 0x82, (byte) 0x83, (byte) 0x80, (byte) 0x80, (byte) 0x80};
        if (!Arrays.equals(none, Arrays.copyOfRange(old, BODY_AT, BODY_AT + none.length))) {
            throw new IOException("it has features already");
        }
        body.write(none, 0, none.length - 1);
        body.write(0x81);
        body.write(0x60 + FEATURE.length);
        body.write(FEATURE, 0, FEATURE.length);
        int rest = BODY_AT + none.length;
        body.write(old, rest, old.length - DIGEST_SIZE - rest);
        byte[] head =
                ByteBuffer.allocate(BODY_AT + body.size())
                        .put(old, 0, 8)
                        .putInt(body.size())
                        .put(body.toByteArray())
                        .array();
        byte[] whole = Arrays.copyOf(head, head.length + DIGEST_SIZE);
        System.arraycopy(sha256(head), 0, whole, head.length, DIGEST_SIZE);
        Files.write(file, whole);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
