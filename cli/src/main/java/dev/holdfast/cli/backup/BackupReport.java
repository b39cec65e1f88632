package dev.holdfast.cli.backup;

import dev.holdfast.cli.console.Console;
import dev.holdfast.cli.console.JsonLine;
import dev.holdfast.cli.console.Shown;
import dev.holdfast.cli.console.StatusLine;
import dev.holdfast.client.progress.BackupListener;
import dev.holdfast.client.progress.BackupProgress;
import dev.holdfast.model.Printable;
import dev.holdfast.model.RawPath;
import dev.holdfast.model.tree.Root;
import dev.holdfast.platform.steps.StepResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells what a backup meets: on a terminal, into a log, or to a machine. */
interface BackupReport extends BackupListener, AutoCloseable {
    @Override
    void close();

    /** For a person who looks on. */
    static BackupReport onTerminal(Console console, BackupMeter meter, boolean verbose) {
        StatusLine line = StatusLine.start(console.err(), meter);
        return new Sentences(line::say, verbose, meter, line::close);
    }

    /** For a log. */
    static BackupReport plain(Console console, boolean verbose) {
        return new Sentences(console::say, verbose, null, () -> {});
    }

    /** For a machine. */
    static BackupReport json(Console console, BackupProgress progress, boolean verbose) {
        return new Json(console, progress, verbose);
    }

    /** A command whose output is saved says this on its error stream. */
    void said(String line);

    /** A step has ended that was run before or after the backup. */
    void step(StepResult result);

    /** Where a sentence goes. */
    @FunctionalInterface
    interface Saying {
        void say(String sentence);
    }

    /** One sentence for each thing. */
    record Sentences(Saying saying, boolean verbose, @Nullable BackupMeter meter, Runnable end)
            implements BackupReport {
        /** What a step that failed wrote last tells why. */
        private static final int STEP_LINES_MAX = 10;

        @Override
        public boolean estimates() {
            return meter != null;
        }

        @Override
        public void expected(Root.Totals totals) {
            if (meter != null) {
                meter.expect(totals);
            }
        }

        @Override
        public void saved(RawPath path, long bytes) {
            if (verbose) {
                saying.say("%10s  %s".formatted(Shown.bytes(bytes), path));
            }
        }

        @Override
        public void unread(RawPath path, String reason) {
            saying.say("not saved: %s: %s".formatted(path, reason));
        }

        @Override
        public void leftOut(RawPath path, String reason) {
            if (verbose) {
                saying.say("left out: %s: %s".formatted(path, reason));
            }
        }

        @Override
        public void warning(String sentence) {
            saying.say("WARNING: " + sentence);
        }

        @Override
        public void said(String line) {
            saying.say(Printable.of(line));
        }

        @Override
        public void step(StepResult result) {
            if (!result.succeeded()) {
                warning(Printable.of(result.sentence()));
            } else if (verbose) {
                saying.say(Printable.of(result.sentence()));
            }
            int shown = verbose ? Integer.MAX_VALUE : result.succeeded() ? 0 : STEP_LINES_MAX;
            List<String> lines = result.lines();
            lines.subList(Math.max(0, lines.size() - shown), lines.size())
                    .forEach(line -> saying.say("  | " + Printable.of(line)));
        }

        @Override
        public void checkpoint() {
            if (verbose) {
                saying.say("checkpoint: what was saved so far is safe");
            }
        }

        @Override
        public void close() {
            end.run();
        }
    }

    /** One object a line on standard output. */
    record Json(Console console, BackupProgress progress, boolean verbose) implements BackupReport {
        private void event(String name, JsonLine.Fields fields) {
            console.out()
                    .println(
                            JsonLine.of(json -> {
                                json.writeStringField("event", name);
                                fields.write(json);
                            }));
        }

        @Override
        public boolean estimates() {
            return false;
        }

        @Override
        public void expected(Root.Totals totals) {
            event(
                    "expected",
                    json -> {
                        json.writeNumberField("entries", totals.entries());
                        json.writeNumberField("bytes", totals.bytes());
                    });
        }

        @Override
        public void saved(RawPath path, long bytes) {
            if (!verbose) {
                return;
            }
            event(
                    "saved",
                    json -> {
                        json.writeStringField("path", path.toString());
                        json.writeNumberField("bytes", bytes);
                    });
        }

        @Override
        public void unread(RawPath path, String reason) {
            told("unread", path, reason);
        }

        @Override
        public void leftOut(RawPath path, String reason) {
            told("left-out", path, reason);
        }

        private void told(String name, RawPath path, String reason) {
            event(
                    name,
                    json -> {
                        json.writeStringField("path", path.toString());
                        json.writeStringField("reason", reason);
                    });
        }

        @Override
        public void warning(String sentence) {
            event("warning", json -> json.writeStringField("sentence", sentence));
        }

        @Override
        public void said(String line) {
            event("said", json -> json.writeStringField("line", line));
        }

        @Override
        public void step(StepResult result) {
            event(
                    "step",
                    json -> {
                        json.writeStringField("name", result.step().name());
                        json.writeBooleanField("succeeded", result.succeeded());
                        json.writeStringField("sentence", result.sentence());
                        json.writeNumberField("seconds", result.took().toMillis() / 1000.0);
                        json.writeArrayFieldStart("lines");
                        for (String line : result.lines()) {
                            json.writeString(line);
                        }
                        json.writeEndArray();
                    });
        }

        @Override
        public void checkpoint() {
            event("checkpoint", json -> json.writeNumberField("sent", progress.sentBytes()));
        }

        @Override
        public void close() {}
    }
}
