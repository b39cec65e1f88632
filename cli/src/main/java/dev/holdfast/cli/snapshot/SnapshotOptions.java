package dev.holdfast.cli.snapshot;

import dev.holdfast.cli.argument.TypedTime;
import dev.holdfast.cli.console.UsageException;
import dev.holdfast.client.browse.SnapshotChoice;
import dev.holdfast.model.Series;
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
        return new SnapshotChoice.At(
                TypedTime.orEndOfDay(String.valueOf(which.at)), Optional.empty());
    }
}
