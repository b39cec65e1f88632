package dev.holdfast.cli.backup;

import dev.holdfast.cli.console.Shown;
import dev.holdfast.client.progress.BackupProgress;
import dev.holdfast.model.tree.Root;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How far a backup is, in one line. */
final class BackupMeter implements Supplier<String> {
    private final BackupProgress progress;
    private final LongSupplier ticker;
    private final long began;
    private volatile Root.@Nullable Totals expected;

    BackupMeter(BackupProgress progress, LongSupplier ticker, long began) {
        this.progress = progress;
        this.ticker = ticker;
        this.began = began;
    }

    /** What the run will meet, about. */
    void expect(Root.Totals totals) {
        expected = totals;
    }

    @Override
    public String get() {
        Duration took = Duration.ofNanos(ticker.getAsLong() - began);
        double seconds = Math.max(1, took.toMillis()) / 1000.0;
        String line =
                "%s files  %s  read %s  sent %s  %s/s  %s"
                        .formatted(
                                Shown.count(progress.entries()),
                                Shown.bytes(progress.contentBytes()),
                                Shown.bytes(progress.readBytes()),
                                Shown.bytes(progress.sentBytes()),
                                Shown.bytes((long) (progress.readBytes() / seconds)),
                                Shown.duration(took));
        Root.Totals totals = expected;
        return totals == null ? line : line + left(totals, seconds);
    }

    private String left(Root.Totals totals, double seconds) {
        double done = share(totals);
        if (done < 0.01 || done > 1) {
            return "";
        }
        Duration left = Duration.ofSeconds((long) (seconds / done * (1 - done)));
        return "  %d %%, %s left".formatted((int) (done * 100), Shown.duration(left));
    }

    /** Files and bytes count alike: an unchanged tree is all files, a first backup all bytes. */
    private double share(Root.Totals totals) {
        double entries = (double) progress.entries() / Math.max(1, totals.entries());
        double bytes = (double) progress.contentBytes() / Math.max(1, totals.bytes());
        return (entries + bytes) / 2;
    }
}
