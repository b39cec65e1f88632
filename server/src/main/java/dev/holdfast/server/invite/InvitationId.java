package dev.holdfast.server.invite;

import java.util.HexFormat;

/** Names an invitation on the server: 32 hexadecimal digits. */
public record InvitationId(String value) {
    private static final int SIZE = 16;

    /**
     * @throws IllegalArgumentException unless it has that form; it becomes a file's name
     */
    public InvitationId {
        byte[] bytes = HexFormat.of().parseHex(value);
        if (bytes.length != SIZE || !HexFormat.of().formatHex(bytes).equals(value)) {
            throw new IllegalArgumentException("not an invitation's id: " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
