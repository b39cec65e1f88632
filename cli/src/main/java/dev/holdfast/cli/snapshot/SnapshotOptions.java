package dev.holdfast.cli.snapshot;

import dev.holdfast.cli.console.UsageException;
import dev.holdfast.client.browse.SnapshotChoice;
import dev.holdfast.model.Series;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which snapshot is meant: {@code --snapshot}, or {@code --at} and {@code --series}. */
public final class SnapshotOptions {
    @ArgGroup @Nullable Which which;

    @Option(
            names = "--series",
            paramLabel = "NAME",
            description = "of this series (usually that of the whole machine, if there is one)")
    @Nullable String series;

    /** One of both. */
    static final class Which {
        @Option(
                names = "--snapshot",
                paramLabel = "NUMBER",
                description = "the snapshot with this number (see holdfast list), or 'latest'")
        @Nullable String snapshot;

        @Option(
                names = "--at",
                paramLabel = "TIME",
                description = "the newest of this time or before, such as 2026-11-20T04:00")
        @Nullable String at;
    }

    /** Whether somebody said which. */
    public boolean isGiven() {
        return which != null || series != null;
    }

    /**
     * @throws UsageException for what is no snapshot, no series, and no time
     */
    public SnapshotChoice choice() throws UsageException {
        SnapshotChoice chosen = ofAnySeries();
        if (series == null) {
            return chosen;
        }
        if (chosen instanceof SnapshotChoice.Numbered) {
            throw new UsageException("a snapshot's number says it all: leave out --series");
        }
        try {
            return chosen.within(new Series(series));
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private SnapshotChoice ofAnySeries() throws UsageException {
        if (which == null) {
            return new SnapshotChoice.Latest(Optional.empty());
        }
        if (which.snapshot != null) {
            return SnapshotPlace.choice(which.snapshot);
        }
        return new SnapshotChoice.At(time(String.valueOf(which.at)), Optional.empty());
    }

    /** A date is the end of that day; without a zone it is the machine's. */
    static Instant time(String text) throws UsageException {
        ZoneId zone = ZoneId.systemDefault();
        String iso = text.strip().replace(' ', 'T');
        try {
            if (!iso.contains("T")) {
                return LocalDate.parse(iso)
                        .plusDays(1)
                        .atStartOfDay(zone)
                        .toInstant()
                        .minusNanos(1);
            }
            try {
                return OffsetDateTime.parse(iso).toInstant();
            } catch (DateTimeParseException withoutZone) {
                return LocalDateTime.parse(iso).atZone(zone).toInstant();
            }
        } catch (DateTimeException wrong) {
            throw new UsageException(
                    "not a time: '%s' (write it as 2026-11-20, 2026-11-20T04:00 or with a zone,"
                                    .formatted(text)
                            + " 2026-11-20T04:00Z)",
                    wrong);
        }
    }
}
