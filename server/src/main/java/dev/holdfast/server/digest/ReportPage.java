package dev.holdfast.server.digest;

import dev.holdfast.model.Series;
import dev.holdfast.server.digest.Html.Cell;
import dev.holdfast.server.digest.Html.Look;
import dev.holdfast.server.report.RunReport;
import dev.holdfast.server.report.Sentences;
import dev.holdfast.server.report.Served.Reserve;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs of clients as a page. */
public final class ReportPage {
    private static final List<String> HEADS =
            List.of(
                    "Client",
                    "Began",
                    "Series",
                    "Outcome",
                    "Took",
                    "New",
                    "Changed",
                    "Deleted",
                    "Not saved",
                    "Read",
                    "Sent",
                    "On disc");

    private ReportPage() {}

    /**
     * @param client its name
     */
    public record Run(String client, RunReport report) {}

    /** A page of its own; the latest run first. */
    public static String html(List<Run> latestLast, Instant now, ZoneId zone) {
        StringBuilder rows = new StringBuilder();
        for (Run run : latestLast.reversed()) {
            rows.append(Html.row(cells(run, zone)));
            remarks(run.report()).forEach(remark -> rows.append(Html.remark(remark, HEADS.size())));
        }
        String title = "Backups until " + Figures.time(now, zone);
        return Html.page(title, Html.paragraph(title) + Html.table(HEADS, rows.toString()));
    }

    private static List<Cell> cells(Run run, ZoneId zone) {
        RunReport report = run.report();
        List<Cell> cells = new ArrayList<>();
        cells.add(new Cell(run.client(), Look.PLAIN));
        cells.add(new Cell(Figures.time(report.began(), zone), Look.PLAIN));
        cells.add(new Cell(report.series().map(Series::value).orElse("-"), Look.PLAIN));
        cells.add(new Cell(report.outcome().word(), look(report)));
        cells.add(new Cell(Figures.span(report.took()), Look.NUMBER));
        for (String key : List.of("new", "changed", "deleted", "unread")) {
            cells.add(new Cell(figure(report, key).map(String::valueOf).orElse("-"), Look.NUMBER));
        }
        for (String key : List.of("read", "sent")) {
            cells.add(new Cell(figure(report, key).map(Figures::bytes).orElse("-"), Look.NUMBER));
        }
        cells.add(new Cell(Figures.bytes(report.served().newBytes()), Look.NUMBER));
        return cells;
    }

    private static Optional<Long> figure(RunReport report, String key) {
        return report.figure(key).isPresent()
                ? Optional.of(report.figure(key).getAsLong())
                : Optional.empty();
    }

    private static Look look(RunReport report) {
        return switch (report.outcome()) {
            case DONE -> Look.GOOD;
            case GAPS, UNDERWAY -> Look.FAIR;
            case FAILED, REFUSED, DAMAGED, BROKEN_OFF -> Look.BAD;
        };
    }

    /** What else is worth a line of a run, safe to print. */
    public static List<String> remarks(RunReport report) {
        List<String> remarks = new ArrayList<>();
        add(remarks, report.served().refusals());
        add(remarks, report.served().housework().expired());
        reserve(report).ifPresent(remarks::add);
        return remarks;
    }

    /** Room that was short is worth a line. */
    private static Optional<String> reserve(RunReport report) {
        Optional<Reserve> before = report.served().housework().before();
        Optional<Reserve> after = report.served().housework().after();
        if (before.isEmpty() || after.isEmpty()) {
            return Optional.empty();
        }
        boolean isShort =
                before.get().freeBytes() < before.get().startBytes()
                        || after.get().freeBytes() < after.get().startBytes();
        return isShort
                ? Optional.of(
                        "free: %s before and %s after; room is made below %s"
                                .formatted(
                                        Figures.bytes(before.get().freeBytes()),
                                        Figures.bytes(after.get().freeBytes()),
                                        Figures.bytes(after.get().startBytes())))
                : Optional.empty();
    }

    private static void add(List<String> remarks, Sentences sentences) {
        remarks.addAll(sentences.first());
        long more = sentences.count() - sentences.first().size();
        if (more > 0) {
            remarks.add("%d more like these".formatted(more));
        }
    }
}
