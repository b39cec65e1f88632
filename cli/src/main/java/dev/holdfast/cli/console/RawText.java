package dev.holdfast.cli.console;

import dev.holdfast.model.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Arguments that may be no text: a byte that is not part of valid UTF-8 stands as the lone surrogate
 * U+DC00 plus the byte, as in Python's PEP 383, and becomes the byte again.
 */
public final class RawText {
    private static final int ESCAPE = 0xdc00;
    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

    private RawText() {}

    /**
     * The last arguments of this process as it was started: Java has decoded its own copy by the
     * locale, and lost what is no text.
     *
     * @param decoded Java's copy, which is used where the kernel's cannot be had
     */
    public static String[] arguments(String[] decoded) {
        try {
            List<String> all = split(Files.readAllBytes(COMMAND_LINE));
            return all.size() < decoded.length
                    ? decoded
                    : all.subList(all.size() - decoded.length, all.size()).toArray(String[]::new);
        } catch (IOException unknown) {
            return decoded;
        }
    }

    private static List<String> split(byte[] commandLine) {
        List<String> arguments = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < commandLine.length; i++) {
            if (commandLine[i] == 0) {
                arguments.add(decode(Bytes.copyOf(commandLine, start, i).toArray()));
                start = i + 1;
            }
        }
        return arguments;
    }

    public static String decode(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length);
        for (int i = 0; i < bytes.length; ) {
            int length = validLength(bytes, i);
            if (length == 0) {
                text.append((char) (ESCAPE + (bytes[i] & 0xff)));
                i++;
            } else {
                text.append(new String(bytes, i, length, StandardCharsets.UTF_8));
                i += length;
            }
        }
        return text.toString();
    }

    public static byte[] encode(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        text.codePoints()
                .forEach(
                        point -> {
                            if (point >= ESCAPE + 0x80 && point <= ESCAPE + 0xff) {
                                bytes.write(point - ESCAPE);
                            } else {
                                bytes.writeBytes(
                                        Character.toString(point)
                                                .getBytes(StandardCharsets.UTF_8));
                            }
                        });
        return bytes.toByteArray();
    }

    /** How many bytes the UTF-8 sequence here has; 0 if it is none. */
    private static int validLength(byte[] bytes, int at) {
        int first = bytes[at] & 0xff;
        int length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
        if (length == 0 || at + length > bytes.length) {
            return 0;
        }
        String decoded = new String(bytes, at, length, StandardCharsets.UTF_8);
        return decoded.indexOf('\ufffd') < 0 || isReplacement(bytes, at) ? length : 0;
    }

    /** U+FFFD itself, in earnest. */
    private static boolean isReplacement(byte[] bytes, int at) {
        return bytes.length - at >= 3
                && bytes[at] == (byte) 0xef
                && bytes[at + 1] == (byte) 0xbf
                && bytes[at + 2] == (byte) 0xbd;
    }
}
