package dev.holdfast.cli.snapshot;

import dev.holdfast.cli.argument.PathArguments;
import dev.holdfast.cli.console.UsageException;
import dev.holdfast.client.browse.SnapshotChoice;
import dev.holdfast.model.RawPath;
import dev.holdfast.model.Series;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A path in a snapshot, as {@code 12:/etc/hosts}, {@code latest:/etc}, {@code stdin-db.sql:db.sql}
 * or {@code 12}.
 */
public record SnapshotPlace(SnapshotChoice snapshot, RawPath path) {
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    /**
     * @throws UsageException if it is no such place
     */
    public static SnapshotPlace parse(String text) throws UsageException {
        int colon = text.indexOf(':');
        String which = colon < 0 ? text : text.substring(0, colon);
        RawPath path =
                colon < 0 ? RawPath.ROOT : PathArguments.inSnapshot(text.substring(colon + 1));
        return new SnapshotPlace(choice(which), path);
    }

    /**
     * A snapshot alone: its number, {@code latest}, or a series, whose newest it is.
     *
     * @throws UsageException if it is none of them
     */
    public static SnapshotChoice choice(String which) throws UsageException {
        if (which.equals("latest")) {
            return new SnapshotChoice.Latest(Optional.empty());
        }
        try {
            return NUMBER.matcher(which).matches()
                    ? new SnapshotChoice.Numbered(Long.parseLong(which))
                    : new SnapshotChoice.Latest(Optional.of(new Series(which)));
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(
                    "not a snapshot: '%s' (give its number, 'latest', or the name of a series)"
                            .formatted(which),
                    wrong);
        }
    }
}
