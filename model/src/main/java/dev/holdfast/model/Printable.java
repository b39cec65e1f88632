package dev.holdfast.model;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Makes bytes and foreign sentences safe to show on a terminal or in a log: valid UTF-8 without
 * control characters stays, everything else becomes a C-style escape.
 */
public final class Printable {
    private Printable() {}

    public static String of(byte[] bytes) {
        try {
            return of(decode(bytes));
        } catch (CharacterCodingException notText) {
            return byteWise(bytes);
        }
    }

    public static String of(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(point -> append(shown, point));
        return shown.toString();
    }

    private static CharBuffer decode(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
    }

    private static String of(CharBuffer text) {
        return of(text.toString());
    }

    private static String byteWise(byte[] bytes) {
        StringBuilder shown = new StringBuilder(bytes.length);
        for (byte b : bytes) {
            if (b < 0) {
                shown.append("\\x%02x".formatted(b & 0xff));
            } else {
                append(shown, b);
            }
        }
        return shown.toString();
    }

    private static void append(StringBuilder shown, int point) {
        switch (point) {
            case '\\' -> shown.append("\\\\");
            case '\n' -> shown.append("\\n");
            case '\r' -> shown.append("\\r");
            case '\t' -> shown.append("\\t");
            default -> {
                if (isShowable(point)) {
                    shown.appendCodePoint(point);
                } else if (point < 0x100) {
                    shown.append("\\x%02x".formatted(point));
                } else {
                    shown.append("\\u{%x}".formatted(point));
                }
            }
        }
    }

    /** Format characters could reverse or hide what follows them, so they are escaped too. */
    private static boolean isShowable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }
}
