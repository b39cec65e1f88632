package dev.holdfast.server.access;

import dev.holdfast.protocol.ssh.PublicKeyLine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The lines of an authorized_keys file. Those that are not ours stay as they are, byte for byte.
 *
 * @param lines each with its line end, in Latin-1, which keeps every byte
 */
record AuthorizedKeys(List<String> lines) {
    /** Beyond any real file; bounds what a wrong path makes us read, in bytes. */
    static final int LENGTH_MAX = 64 << 20;

    AuthorizedKeys {
        lines = List.copyOf(lines);
    }

    static AuthorizedKeys parse(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        List<String> lines = new ArrayList<>();
        for (int start = 0; start < text.length(); ) {
            int lineEnd = text.indexOf('\n', start);
            int end = lineEnd < 0 ? text.length() : lineEnd + 1;
            lines.add(text.substring(start, end));
            start = end;
        }
        return new AuthorizedKeys(lines);
    }

    byte[] toArray() {
        return String.join("", lines).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The same, with these lines in the place of all that the owner had. */
    AuthorizedKeys with(Owner owner, List<String> ours) {
        List<String> changed = new ArrayList<>();
        for (String line : lines) {
            if (!Owner.ofLine(line).equals(Optional.of(owner))) {
                changed.add(line);
            }
        }
        if (!changed.isEmpty() && !changed.getLast().endsWith("\n")) {
            changed.add("\n");
        }
        ours.forEach(line -> changed.add(line + "\n"));
        return new AuthorizedKeys(changed);
    }

    /**
     * Whether a line that is not ours has the key: sshd takes the first line that fits, so ours
     * might never count.
     */
    boolean foreignHas(PublicKeyLine key) {
        String base64 = Base64.getEncoder().encodeToString(key.blob().toArray());
        for (String line : lines) {
            boolean foreign = Owner.ofLine(line).isEmpty() && !line.stripLeading().startsWith("#");
            if (foreign && line.contains(base64)) {
                return true;
            }
        }
        return false;
    }
}
