package dev.holdfast.cli.client;

import dev.holdfast.cli.console.Shown;
import dev.holdfast.client.backup.BackupResult;
import dev.holdfast.client.progress.BackupProgress;
import dev.holdfast.model.tree.Root;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The result of a backup for people. */
record BackupSummary(BackupResult result, BackupProgress progress, Duration took) {
    List<String> lines() {
        Root.Totals totals = result.root().totals();
        List<String> lines = new ArrayList<>();
        lines.add(
                "snapshot %d of series %s: %s, %s; %s new or changed, read %s, sent %s, in %s"
                        .formatted(
                                result.snapshot().sequence(),
                                result.snapshot().origin().series(),
                                Shown.count(totals.entries(), "entry", "entries"),
                                Shown.bytes(totals.bytes()),
                                Shown.count(progress.changedEntries()),
                                Shown.bytes(progress.readBytes()),
                                Shown.bytes(progress.sentBytes()),
                                Shown.duration(took)));
        if (progress.vanished() > 0) {
            lines.add("%s vanished meanwhile".formatted(files(progress.vanished())));
        }
        if (progress.changing() > 0) {
            lines.add("%s changed while being read".formatted(files(progress.changing())));
        }
        if (totals.unread() > 0) {
            lines.add("NOT SAVED: %s could not be read".formatted(files(totals.unread())));
        }
        return lines;
    }

    private static String files(long count) {
        return Shown.count(count, "file", "files");
    }
}
