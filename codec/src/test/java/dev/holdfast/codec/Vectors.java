package dev.holdfast.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import dev.holdfast.codec.key.RootSecret;
import dev.holdfast.codec.key.SealingKeys.Recipient;
import dev.holdfast.model.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** The golden vectors: src/test/vectors/README.md says how they are made. */
public final class Vectors {
    private static final Map<String, byte[]> ALL = read();

    private Vectors() {}

    private static Map<String, byte[]> read() {
        try (InputStream in = requireNonNull(Vectors.class.getResourceAsStream("vectors.txt"))) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .map(line -> line.split(" ", 2))
                    .collect(toMap(pair -> pair[0], pair -> HexFormat.of().parseHex(pair[1])));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public static byte[] bytes(String name) {
        return requireNonNull(ALL.get(name), name).clone();
    }

    public static String text(String name) {
        return new String(bytes(name), UTF_8);
    }

    /** The secret from which all vectors are made. */
    public static RootSecret root() {
        return RootSecret.of(bytes("root_secret"));
    }

    public static Recipient escrow() {
        return new Recipient(1, Bytes.copyOf(bytes("escrow_public")));
    }

    /** Reproducible content that does not compress: the SHA-256 of 0, 1, 2 … as 8 bytes each. */
    public static byte[] stream(int length) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            byte[] content = new byte[length];
            byte[] counter = new byte[Long.BYTES];
            for (int at = 0; at < length; at += 32) {
                int block = at / 32;
                counter[4] = (byte) (block >> 24);
                counter[5] = (byte) (block >> 16);
                counter[6] = (byte) (block >> 8);
                counter[7] = (byte) block;
                byte[] digest = sha256.digest(counter);
                System.arraycopy(digest, 0, content, at, Math.min(32, length - at));
            }
            return content;
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
