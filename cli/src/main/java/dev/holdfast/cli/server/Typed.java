package dev.holdfast.cli.server;

import dev.holdfast.cli.console.UsageException;
import dev.holdfast.model.ClientName;
import dev.holdfast.server.config.Quantity;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;

/** What administrators type, as the server understands it. */
final class Typed {
    private Typed() {}

    static ClientName name(String text) throws UsageException {
        try {
            return new ClientName(text);
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    static Duration span(String text) throws UsageException {
        try {
            return Quantity.span(text);
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    /** A date is the beginning of that day; without a zone it is the machine's. */
    static Instant time(String text) throws UsageException {
        ZoneId zone = ZoneId.systemDefault();
        String iso = text.strip().replace(' ', 'T');
        try {
            if (!iso.contains("T")) {
                return LocalDate.parse(iso).atStartOfDay(zone).toInstant();
            }
            try {
                return OffsetDateTime.parse(iso).toInstant();
            } catch (DateTimeParseException withoutZone) {
                return LocalDateTime.parse(iso).atZone(zone).toInstant();
            }
        } catch (DateTimeException wrong) {
            throw new UsageException("not a time: '%s'".formatted(text), wrong);
        }
    }
}
