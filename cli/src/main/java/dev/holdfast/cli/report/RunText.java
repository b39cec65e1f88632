package dev.holdfast.cli.report;

import dev.holdfast.cli.console.Shown;
import dev.holdfast.client.report.LocalReport;
import dev.holdfast.client.report.LocalReport.NoteKind;
import dev.holdfast.client.report.Notes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A run for people, with names: the first line says most. */
public final class RunText {
    private RunText() {}

    public static List<String> lines(LocalReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "%s  %-16s %s after %s%s"
                        .formatted(
                                Shown.time(report.began()),
                                report.series(),
                                report.outcome().word(),
                                Shown.duration(Duration.ofSeconds(figure(report, "seconds"))),
                                snapshot(report)));
        lines.add("  " + figures(report));
        for (NoteKind kind : NoteKind.values()) {
            addNotes(lines, kind, report.notes(kind));
        }
        return lines;
    }

    private static long figure(LocalReport report, String key) {
        return report.figure(key).orElse(0);
    }

    private static String snapshot(LocalReport report) {
        return report.figure("snapshot").isEmpty()
                ? ""
                : ": snapshot %d, the series' root %d"
                        .formatted(figure(report, "snapshot"), figure(report, "sequence"));
    }

    private static String figures(LocalReport report) {
        String met =
                report.figure("entries").isEmpty()
                        ? ""
                        : "%s, %s; "
                                .formatted(
                                        Shown.count(figure(report, "entries"), "entry", "entries"),
                                        Shown.bytes(figure(report, "bytes")));
        return met
                + "%s new, %s changed, %s deleted, %s not saved; "
                        .formatted(
                                Shown.count(figure(report, "new")),
                                Shown.count(figure(report, "changed")),
                                Shown.count(figure(report, "deleted")),
                                Shown.count(figure(report, "unread")))
                + "read %s, %s of it new to the vault (%s), sent %s (%s)"
                        .formatted(
                                Shown.bytes(figure(report, "read")),
                                Shown.bytes(figure(report, "lacked")),
                                ratio(figure(report, "read"), figure(report, "lacked")),
                                Shown.bytes(figure(report, "sent")),
                                ratio(figure(report, "lacked"), figure(report, "sent")));
    }

    /** How many times as much went in as came out. */
    private static String ratio(long in, long out) {
        return in <= 0 || out <= 0
                ? "-"
                : String.format(Locale.ROOT, "%.1f : 1", (double) in / out);
    }

    private static void addNotes(List<String> lines, NoteKind kind, Notes notes) {
        for (String sentence : notes.first()) {
            lines.add("  %s: %s".formatted(word(kind), sentence));
        }
        long more = notes.count() - notes.first().size();
        if (more > 0) {
            lines.add("  %s: %s more".formatted(word(kind), Shown.count(more)));
        }
    }

    private static String word(NoteKind kind) {
        return switch (kind) {
            case FAILURE -> "failed";
            case UNREAD -> "not saved";
            case WARNING -> "WARNING";
            case SAID -> "said";
            case LEFT_OUT -> "left out";
        };
    }
}
