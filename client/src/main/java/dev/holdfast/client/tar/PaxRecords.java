package dev.holdfast.client.tar;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * What the header of an entry has no room for: lines of a length, a key and a value, which may be
 * any bytes.
 */
final class PaxRecords {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    boolean isEmpty() {
        return bytes.size() == 0;
    }

    void add(String key, String value) {
        add(key.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
    }

    void add(String key, byte[] value) {
        add(key.getBytes(StandardCharsets.UTF_8), value);
    }

    /** The length in front counts its own digits. */
    void add(byte[] key, byte[] value) {
        int rest = 1 + key.length + 1 + value.length + 1;
        int length = rest + digits(rest);
        if (digits(length) > digits(rest)) {
            length++;
        }
        bytes.writeBytes((length + " ").getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(key);
        bytes.write('=');
        bytes.writeBytes(value);
        bytes.write('\n');
    }

    private static int digits(int number) {
        return String.valueOf(number).length();
    }

    byte[] toArray() {
        return bytes.toByteArray();
    }
}
