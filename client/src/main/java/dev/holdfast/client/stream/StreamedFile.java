package dev.holdfast.client.stream;

import dev.holdfast.model.RawPath;
import dev.holdfast.model.Series;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * A file that is on no disc: bytes as they come, and the path under which they are saved.
 *
 * @param path not the root directory
 */
public record StreamedFile(RawPath path, Source source) {
    /** Together with the prefix and a digest no longer than the name of a series may be. */
    private static final int NAME_LENGTH_MAX = 48;

    private static final int DIGEST_SIZE = 4;

    public StreamedFile {
        if (path.names().isEmpty()) {
            throw new IllegalArgumentException("a file needs a name");
        }
    }

    /**
     * A series for each path: what is saved under different paths has nothing to do with each
     * other. It names the path as far as a series can, and its digest where it cannot.
     */
    public static Series series(RawPath path) {
        String name = path.toString().substring(1);
        String label = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-");
        if (label.equals(name) && name.length() <= NAME_LENGTH_MAX) {
            return Series.ofStream(name);
        }
        String start = label.substring(0, Math.min(label.length(), NAME_LENGTH_MAX));
        return Series.ofStream(start + "-" + digest(name));
    }

    private static String digest(String name) {
        try {
            byte[] whole =
                    MessageDigest.getInstance("SHA-256")
                            .digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(whole, 0, DIGEST_SIZE);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
