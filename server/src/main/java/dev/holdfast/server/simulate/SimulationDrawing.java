package dev.holdfast.server.simulate;

import dev.holdfast.server.retention.Verdict;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A simulation as a picture: how full the disc is, how far back one can go, what exists. */
public final class SimulationDrawing {
    private static final int WIDTH = 960;
    private static final int LEFT = 110;
    private static final int RIGHT = 20;
    private static final int CHART = 160;
    private static final int GAP = 50;
    private static final int ROW = 18;

    /** More rows would not tell more: clients are alike. */
    private static final int ROWS_MAX = 12;

    private final SimulationResult result;
    private final StringBuilder svg = new StringBuilder();
    private int top = 40;

    private SimulationDrawing(SimulationResult result) {
        this.result = result;
    }

    /** The text of an SVG file. */
    public static String svg(SimulationResult result) {
        return new SimulationDrawing(result).draw();
    }

    private String draw() {
        chart("disc, % full", 100, this::percent);
        double backMax =
                result.days().stream().mapToDouble(SimulationDrawing::back).max().orElse(1);
        chart("days back", Math.max(1, backMax), SimulationDrawing::back);
        rows();
        int height = top + 20;
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" %s>\n%s</svg>\n"
                .formatted(
                        WIDTH,
                        height,
                        "font-family=\"sans-serif\" font-size=\"12\"",
                        "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n" + svg);
    }

    private double percent(SimulationResult.Day day) {
        return 100.0 * day.usedBytes() / result.request().disc();
    }

    private static double back(SimulationResult.Day day) {
        return (double) day.back().toHours() / 24;
    }

    private void chart(String title, double max, ToDoubleFunction<SimulationResult.Day> value) {
        List<SimulationResult.Day> all = result.days();
        text(LEFT, top - 8, title);
        add(
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#999\"/>"
                        .formatted(LEFT, top, width(), CHART));
        text(8, top + 10, String.format(Locale.ROOT, "%.0f", max));
        text(8, top + CHART, "0");
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < all.size(); i++) {
            double y = top + CHART - Math.min(1, value.applyAsDouble(all.get(i)) / max) * CHART;
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(i, all.size()), y));
        }
        add("<polyline points=\"%s\" fill=\"none\" stroke=\"#06c\"/>".formatted(points));
        top += CHART + GAP;
    }

    private static int width() {
        return WIDTH - LEFT - RIGHT;
    }

    private static double x(double position, double length) {
        return LEFT + width() * position / Math.max(1, length);
    }

    /** What exists in the end, of each client a row. */
    private void rows() {
        text(LEFT, top - 8, "snapshots that exist in the end; dark ones never go");
        List<SimulationResult.Client> clients = result.clients();
        for (SimulationResult.Client client :
                clients.subList(0, Math.min(ROWS_MAX, clients.size()))) {
            text(8, top + ROW - 5, escaped(client.name()));
            client.verdicts().forEach(this::tick);
            top += ROW;
        }
        text(LEFT, top + 14, date(0).toString());
        text(WIDTH - RIGHT - 70, top + 14, date(result.days().size()).toString());
        top += ROW;
    }

    private LocalDate date(int day) {
        return LocalDate.ofInstant(
                result.request().start().plus(Duration.ofDays(day)), ZoneOffset.UTC);
    }

    private void tick(Verdict verdict) {
        Duration since = Duration.between(result.request().start(), verdict.snapshot().received());
        double x = x((double) since.toHours() / 24, result.days().size());
        add(
                "<rect x=\"%s\" y=\"%d\" width=\"1.5\" height=\"%d\" fill=\"%s\"/>"
                        .formatted(
                                String.format(Locale.ROOT, "%.1f", x),
                                top + 2,
                                ROW - 4,
                                verdict.mayGo() ? "#6af" : "#036"));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    private void text(int x, int y, String text) {
        add("<text x=\"%d\" y=\"%d\">%s</text>".formatted(x, y, text));
    }

    private void add(String element) {
        svg.append(element).append('\n');
    }
}
