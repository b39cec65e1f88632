package dev.holdfast.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/** Golden vectors: bytes that every version must write, or accept, or refuse. */
public final class Golden {
    private static final int LINE = 64;

    private Golden() {}

    /** The bytes of a vector, kept as lines of hexadecimal digits. */
    public static byte[] bytes(String name) throws IOException {
        try (InputStream in = Golden.class.getResourceAsStream("/golden/" + name + ".hex")) {
            if (in == null) {
                throw new IOException("there is no golden vector " + name);
            }
            String hex = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            return HexFormat.of().parseHex(hex.replace("\n", ""));
        }
    }

    /** Compares; with {@code -Dgolden.write=true} a new vector is written instead. */
    public static void requireSame(String name, byte[] actual) throws IOException {
        if (Boolean.getBoolean("golden.write")) {
            String hex = HexFormat.of().formatHex(actual).replaceAll("(.{" + LINE + "})", "$1\n");
            Files.writeString(
                    Path.of("src/test/resources/golden", name + ".hex"), hex.strip() + "\n");
        } else {
            assertThat(actual).isEqualTo(bytes(name));
        }
    }
}
