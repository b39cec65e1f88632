package dev.holdfast.client.ahead;

import dev.holdfast.client.progress.BackupListener;
import dev.holdfast.client.selection.Choices;
import dev.holdfast.filesystem.capture.FileStatus;
import dev.holdfast.filesystem.capture.SourceDirectory;
import dev.holdfast.model.RawName;
import dev.holdfast.model.tree.Root;
import java.io.IOException;

/** Counts, ahead of a first backup, what it will meet, so that who waits knows how long. */
public final class Estimate implements Outline.Meeting {
    private long entries;
    private long bytes;

    private Estimate() {}

    /** Counts in a thread of its own; the listener hears of it when all is counted, if ever. */
    public static void start(Choices choices, BackupListener listener) {
        Thread.ofPlatform().name("estimate").daemon().start(() -> count(choices, listener));
    }

    private static void count(Choices choices, BackupListener listener) {
        Estimate estimate = new Estimate();
        try {
            Outline.go(choices, Outline.Order.FORWARD, estimate);
            listener.expected(new Root.Totals(estimate.entries, estimate.bytes, 0));
        } catch (IOException unknown) {
            // The backup itself will meet it, and say so.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void directory() {
        entries++;
    }

    @Override
    public void file(SourceDirectory directory, RawName name, FileStatus status) {
        entries++;
        bytes += status.size();
    }
}
