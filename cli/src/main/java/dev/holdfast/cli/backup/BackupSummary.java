package dev.holdfast.cli.backup;

import dev.holdfast.cli.console.Shown;
import dev.holdfast.client.backup.BackupResult;
import dev.holdfast.client.progress.BackupProgress;
import dev.holdfast.model.tree.Root;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The result of a backup for people. */
record BackupSummary(BackupResult result, BackupProgress progress, Duration took) {
    /** More are not read. */
    private static final int MOUNTS_MAX = 10;

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
        leftOut().ifPresent(lines::add);
        return lines;
    }

    /** File systems that are not saved: whoever thinks they are should see this. */
    private Optional<String> leftOut() {
        List<Root.Mount> mounts =
                result.root().mounts().stream().filter(mount -> !mount.taken()).toList();
        if (mounts.isEmpty()) {
            return Optional.empty();
        }
        String named =
                mounts.stream()
                        .limit(MOUNTS_MAX)
                        .map(mount -> "%s (%s)".formatted(mount.path(), mount.id().type()))
                        .collect(Collectors.joining(", "));
        int more = mounts.size() - MOUNTS_MAX;
        return Optional.of(
                "left out: " + named + (more > 0 ? ", and %d more".formatted(more) : ""));
    }

    private static String files(long count) {
        return Shown.count(count, "file", "files");
    }
}
