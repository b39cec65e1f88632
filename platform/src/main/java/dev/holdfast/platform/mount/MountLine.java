package dev.holdfast.platform.mount;

import dev.holdfast.platform.linux.Stat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads one line of {@code /proc/self/mountinfo} (proc(5)):
 *
 * <pre>36 35 98:0 /root /point rw,noatime master:1 - ext3 /dev/sda1 rw,errors=continue</pre>
 *
 * The optional fields before the dash may be none or many. Space, tab, line end and backslash in a
 * field stand as three octal digits.
 */
final class MountLine {
    private static final int FIELDS_BEFORE_OPTIONAL = 6;

    private final String line;
    private final List<String> fields;
    private final int dash;

    /** The line's bytes, one character each. */
    MountLine(String line) throws IOException {
        this.line = line;
        this.fields = List.of(line.split(" ", -1));
        this.dash = fields.size() < FIELDS_BEFORE_OPTIONAL ? -1 : fields.indexOf("-");
        if (dash < FIELDS_BEFORE_OPTIONAL || fields.size() < dash + 4) {
            throw impossible();
        }
        try {
            Integer.parseInt(fields.get(0));
            Integer.parseInt(fields.get(1));
            device();
        } catch (NumberFormatException notNumber) {
            throw impossible();
        }
    }

    int id() {
        return Integer.parseInt(fields.get(0));
    }

    int parent() {
        return Integer.parseInt(fields.get(1));
    }

    Stat.Device device() {
        String field = fields.get(2);
        int colon = field.indexOf(':');
        return new Stat.Device(
                Integer.parseInt(field, 0, Math.max(colon, 0), 10),
                Integer.parseInt(field, colon + 1, field.length(), 10));
    }

    byte[] root() {
        return plain(fields.get(3));
    }

    byte[] point() {
        return plain(fields.get(4));
    }

    List<String> options() {
        return List.of(fields.get(5).split(","));
    }

    String type() {
        return fields.get(dash + 1);
    }

    byte[] source() {
        return plain(fields.get(dash + 2));
    }

    List<String> superOptions() {
        return List.of(fields.get(dash + 3).split(","));
    }

    /** The bytes of a field in which some stand as octal digits. */
    static byte[] plain(String field) {
        byte[] escaped = field.getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream plain = new ByteArrayOutputStream(escaped.length);
        int i = 0;
        while (i < escaped.length) {
            if (isEscape(escaped, i)) {
                plain.write(Integer.parseInt(field, i + 1, i + 4, 8));
                i += 4;
            } else {
                plain.write(escaped[i]);
                i++;
            }
        }
        return plain.toByteArray();
    }

    private static boolean isEscape(byte[] field, int at) {
        if (field[at] != '\\' || at + 4 > field.length) {
            return false;
        }
        for (int i = at + 1; i < at + 4; i++) {
            if (field[i] < '0' || field[i] > '7') {
                return false;
            }
        }
        return true;
    }

    private IOException impossible() {
        return new IOException("cannot understand line of the mount table: " + line);
    }
}
