package dev.holdfast.client.identity;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.ClientName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What tells machines with a copied state folder apart: a keyed hash of the machine id, which
 * itself is never shown (machine-id(5) asks for that).
 */
public final class Machine {
    /** Size of the hash in bytes. */
    public static final int HASH_SIZE = 32;

    private static final String KEY = "holdfast machine";
    private static final Path MACHINE_ID = Path.of("etc/machine-id");
    private static final Path HOST_NAME = Path.of("proc/sys/kernel/hostname");

    private Machine() {}

    /**
     * Hashes the machine's id, or its host name when it has none.
     *
     * @param root of the file system, {@code /}
     */
    public static Bytes hash(Path root) throws IOException {
        return hash(
                hasId(root)
                        ? "id " + line(root.resolve(MACHINE_ID))
                        : "host " + line(root.resolve(HOST_NAME)));
    }

    /**
     * Whether the machine has an id.
     *
     * @param root of the file system, {@code /}
     */
    public static boolean hasId(Path root) throws IOException {
        String id = line(root.resolve(MACHINE_ID));
        // systemd writes "uninitialized" into an image that has not booted yet.
        return !id.isEmpty() && !id.equals("uninitialized");
    }

    /**
     * A name for the machine that a client may have: the first part of its host name, as far as it
     * can be one.
     *
     * @param root of the file system, {@code /}
     */
    public static ClientName name(Path root) throws IOException {
        String host = line(root.resolve(HOST_NAME)).toLowerCase(Locale.ROOT);
        String first = host.replaceAll("\\..*", "").replaceAll("[^a-z0-9-]", "-");
        String name = first.replaceAll("^-+", "");
        return new ClientName(
                name.isEmpty() ? "client" : name.substring(0, Math.min(63, name.length())));
    }

    private static String line(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).strip();
        } catch (NoSuchFileException absent) {
            return "";
        }
    }

    private static Bytes hash(String name) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(KEY.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
            return Bytes.copyOf(mac.doFinal(name.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has HmacSHA256", impossible);
        }
    }
}
