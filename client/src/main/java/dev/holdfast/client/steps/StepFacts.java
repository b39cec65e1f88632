package dev.holdfast.client.steps;

import dev.holdfast.client.backup.BackupResult;
import dev.holdfast.client.progress.BackupProgress;
import dev.holdfast.model.Printable;
import dev.holdfast.model.Series;
import dev.holdfast.model.tree.Root;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the steps around a backup are told (docs/steps.md, "On the client").
 *
 * @param job whether the series is that of a job
 */
public record StepFacts(Series series, boolean job, Instant started, String version) {

    /** How a backup ended. */
    public sealed interface Ending {
        /** There is a snapshot. */
        record Made(BackupResult result, BackupProgress progress, Duration took)
                implements Ending {}

        /** There is none. */
        record Failed(String why) implements Ending {}
    }

    Map<String, String> before() {
        Map<String, String> facts = new TreeMap<>();
        facts.put("HOLDFAST_STEP", "pre-backup");
        facts.put("HOLDFAST_SERIES", series.value());
        facts.put("HOLDFAST_JOB", job ? series.value() : "");
        facts.put("HOLDFAST_STARTED", started.truncatedTo(ChronoUnit.SECONDS).toString());
        facts.put("HOLDFAST_VERSION", version);
        return facts;
    }

    Map<String, String> after(Ending ending) {
        Map<String, String> facts = before();
        facts.put("HOLDFAST_STEP", "post-backup");
        switch (ending) {
            case Ending.Failed(String why) -> {
                facts.put("HOLDFAST_OUTCOME", "failed");
                facts.put("HOLDFAST_ERROR", Printable.of(why));
            }
            case Ending.Made(var result, var progress, var took) -> {
                Root.Totals totals = result.root().totals();
                facts.put("HOLDFAST_OUTCOME", result.hasGaps() ? "gaps" : "done");
                facts.put("HOLDFAST_SECONDS", String.valueOf(took.toSeconds()));
                put(facts, "SNAPSHOT", result.snapshot().sequence());
                put(facts, "ENTRIES", totals.entries());
                put(facts, "BYTES", totals.bytes());
                put(facts, "UNREAD", totals.unread());
                put(facts, "CHANGED", progress.changedEntries());
                put(facts, "READ", progress.readBytes());
                put(facts, "SENT", progress.sentBytes());
            }
        }
        return facts;
    }

    private static void put(Map<String, String> facts, String name, long number) {
        facts.put("HOLDFAST_" + name, String.valueOf(number));
    }
}
