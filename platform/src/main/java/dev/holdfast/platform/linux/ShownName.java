package dev.holdfast.platform.linux;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A name or path as text for a message: never for finding the file again. */
final class ShownName {
    private ShownName() {}

    /** Reads the bytes as UTF-8 if they are; whatever is not printable becomes {@code \xHH}. */
    static String of(byte[] name) {
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(name)).toString();
            if (text.codePoints().noneMatch(c -> Character.isISOControl(c) || c == '\\')) {
                return text;
            }
        } catch (CharacterCodingException notText) {
            // Shown byte by byte below.
        }
        StringBuilder text = new StringBuilder();
        for (byte b : name) {
            if (b >= ' ' && b < 127 && b != '\\') {
                text.append((char) b);
            } else {
                text.append(String.format(Locale.ROOT, "\\x%02x", b & 0xff));
            }
        }
        return text.toString();
    }
}
