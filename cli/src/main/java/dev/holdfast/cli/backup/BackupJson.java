package dev.holdfast.cli.backup;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.holdfast.client.backup.BackupResult;
import dev.holdfast.client.progress.BackupProgress;
import dev.holdfast.model.snapshot.Snapshot;
import java.io.IOException;

/** The result of a backup for machines. */
final class BackupJson {
    private BackupJson() {}

    static void summary(JsonGenerator json, BackupResult result, BackupProgress progress)
            throws IOException {
        Snapshot snapshot = result.snapshot();
        json.writeStringField("event", "committed");
        json.writeNumberField("snapshot", snapshot.sequence());
        json.writeStringField("series", snapshot.origin().series().value());
        json.writeStringField("root", snapshot.root().toString());
        json.writeStringField("received", snapshot.received().toInstant().toString());
        json.writeNumberField("entries", result.root().totals().entries());
        json.writeNumberField("bytes", result.root().totals().bytes());
        json.writeNumberField("changed", progress.changedEntries());
        json.writeNumberField("read", progress.readBytes());
        json.writeNumberField("sent", progress.sentBytes());
        json.writeNumberField("unread", result.root().totals().unread());
        json.writeNumberField("changing", progress.changing());
        json.writeNumberField("vanished", progress.vanished());
    }
}
