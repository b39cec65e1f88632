package dev.holdfast.client.identity;

import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The last root of a series that a server took, as the client remembers it: by this it notices a
 * server that goes back, hides or exchanges snapshots.
 *
 * @param root the last one committed
 * @param sequence the root's own count within the series, from 1
 * @param snapshot the server's count, from 1
 */
public record SeriesMemory(ObjectId root, long sequence, long snapshot) {
    private static final Pattern FORM =
            Pattern.compile("root ([0-9a-f]{64})\nsequence (\\d{1,19})\nsnapshot (\\d{1,19})\n");

    public SeriesMemory {
        if (sequence < 1 || snapshot < 1) {
            throw new IllegalArgumentException(
                    "impossible last root: sequence=%d snapshot=%d".formatted(sequence, snapshot));
        }
    }

    byte[] encode() {
        return "root %s\nsequence %d\nsnapshot %d\n"
                .formatted(root, sequence, snapshot)
                .getBytes(StandardCharsets.US_ASCII);
    }

    static SeriesMemory decode(byte[] bytes) throws MalformedException {
        Matcher form = FORM.matcher(new String(bytes, StandardCharsets.US_ASCII));
        if (!form.matches()) {
            throw new MalformedException("this is not a last root");
        }
        byte[] root = HexFormat.of().parseHex(form.group(1));
        try {
            return new SeriesMemory(
                    ObjectId.of(root),
                    Long.parseLong(form.group(2)),
                    Long.parseLong(form.group(3)));
        } catch (IllegalArgumentException zero) {
            throw new MalformedException("this is not a last root", zero);
        }
    }
}
