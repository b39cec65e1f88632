package dev.holdfast.cli.snapshot;

import dev.holdfast.cli.argument.PathArguments;
import dev.holdfast.cli.console.UsageException;
import dev.holdfast.client.browse.SnapshotChoice;
import dev.holdfast.model.RawPath;

/** A path in a snapshot, as {@code 12:/etc/hosts}, {@code latest:/etc} or {@code 12}. */
public record SnapshotPlace(SnapshotChoice snapshot, RawPath path) {

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
     * A snapshot alone: its number, or {@code latest}.
     *
     * @throws UsageException if it is neither
     */
    public static SnapshotChoice choice(String which) throws UsageException {
        if (which.equals("latest")) {
            return new SnapshotChoice.Latest();
        }
        try {
            return new SnapshotChoice.Numbered(Long.parseLong(which));
        } catch (NumberFormatException wrong) {
            throw new UsageException(
                    "not a snapshot: '%s' (give its number, or 'latest')".formatted(which), wrong);
        }
    }
}
