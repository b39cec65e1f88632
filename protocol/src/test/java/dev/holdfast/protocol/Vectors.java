package dev.holdfast.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Reads golden vectors: lines of a name, a blank and hexadecimal digits or text. */
public final class Vectors {
    private Vectors() {}

    /** What stands beside each name in a resource beside a class. */
    public static Map<String, String> read(Class<?> beside, String resource) {
        Map<String, String> vectors = new LinkedHashMap<>();
        try (InputStream in = Objects.requireNonNull(beside.getResourceAsStream(resource))) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(line -> put(vectors, line));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return vectors;
    }

    private static void put(Map<String, String> vectors, String line) {
        int blank = (line + " ").indexOf(' ');
        String before = vectors.put(line.substring(0, blank), line.substring(blank).strip());
        if (before != null) {
            throw new IllegalArgumentException("vector twice: " + line);
        }
    }

    public static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
