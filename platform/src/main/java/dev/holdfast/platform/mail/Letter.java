package dev.holdfast.platform.mail;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A mail before it is sent.
 *
 * @param subject of any characters; those that end a line are replaced
 * @param html the same as the text, for programs that show it
 */
public record Letter(
        Instant at,
        MailAddress from,
        List<MailAddress> to,
        String subject,
        String text,
        Optional<String> html) {
    private static final int SUBJECT_MAX = 200;

    public Letter {
        to = List.copyOf(to);
        if (to.isEmpty()) {
            throw new IllegalArgumentException("a letter to nobody");
        }
        subject = oneLine(subject);
    }

    private static String oneLine(String text) {
        String line = text.replaceAll("\\p{C}|\\p{Zl}|\\p{Zp}", " ");
        int points = line.codePointCount(0, line.length());
        return line.substring(0, line.offsetByCodePoints(0, Math.min(points, SUBJECT_MAX)));
    }
}
