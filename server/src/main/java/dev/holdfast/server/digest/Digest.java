package dev.holdfast.server.digest;

import dev.holdfast.model.Printable;
import dev.holdfast.server.digest.Html.Cell;
import dev.holdfast.server.digest.Html.Look;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A whole server on one page: a line a client, the worst first.
 *
 * @param host the server's name
 * @param lines sorted on the way in
 * @param complaints about the server itself
 */
public record Digest(
        String host, Instant at, Disc disc, List<Line> lines, List<String> complaints) {
    private static final String FORM = "%-24s %-8s %-16s %-8s %9s %10s  %s\n";
    private static final List<String> HEADS =
            List.of("Client", "State", "Last backup", "Back", "Snapshots", "On disc", "14 days");

    public Digest {
        lines =
                lines.stream()
                        .sorted(
                                Comparator.comparing(Line::state)
                                        .thenComparing(line -> line.last().orElse(Instant.MIN))
                                        .thenComparing(Line::client))
                        .toList();
        complaints = List.copyOf(complaints);
    }

    /** How full the volume is. */
    public record Disc(long totalBytes, long freeBytes, long ownBytes) {}

    /** How a client is, the worst first. */
    public enum State {
        /** Somebody must look at its vault. */
        DAMAGED(Look.BAD),
        OVERDUE(Look.BAD),
        /** Its last run made no snapshot. */
        FAILED(Look.BAD),
        /** There is no backup yet. */
        NONE(Look.FAIR),
        /** Something could not be read. */
        GAPS(Look.FAIR),
        GOOD(Look.GOOD);

        private final Look look;

        State(Look look) {
            this.look = look;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A client.
     *
     * @param last its newest snapshot
     * @param oldest its oldest one: so far back it can go
     * @param usedBytes on the disc
     * @param newBytes of each of the last days, the latest last; none: no backup that day
     * @param remarks what is wrong, safe to print or not
     */
    public record Line(
            String client,
            State state,
            Optional<Instant> last,
            Optional<Instant> oldest,
            int snapshots,
            long usedBytes,
            List<OptionalLong> newBytes,
            List<String> remarks) {
        public Line {
            newBytes = List.copyOf(newBytes);
            remarks = List.copyOf(remarks);
        }
    }

    /** One line that says most. */
    public String subject() {
        long bad = lines.stream().filter(line -> line.state().look == Look.BAD).count();
        String well =
                bad == 0 && complaints.isEmpty()
                        ? "all is well"
                        : "%d of %d need you".formatted(bad, lines.size());
        return "[holdfast] %s: %s".formatted(host, well);
    }

    private String summary() {
        return "%s: %s of %s free, %s of vaults"
                .formatted(
                        host,
                        Figures.bytes(disc.freeBytes()),
                        Figures.bytes(disc.totalBytes()),
                        Figures.bytes(disc.ownBytes()));
    }

    /** For whoever reads plain text. */
    public String text(ZoneId zone) {
        StringBuilder text = new StringBuilder(Printable.of(summary())).append("\n\n");
        complaints.forEach(each -> text.append("! ").append(Printable.of(each)).append('\n'));
        text.append(FORM.formatted(HEADS.toArray()));
        for (Line line : lines) {
            text.append(FORM.formatted(fields(line, zone).toArray()));
            line.remarks()
                    .forEach(each -> text.append("    ").append(Printable.of(each)).append('\n'));
        }
        return text.toString();
    }

    /** The same as a page. */
    public String html(ZoneId zone) {
        StringBuilder rows = new StringBuilder();
        for (Line line : lines) {
            List<String> fields = fields(line, zone);
            List<Cell> cells = new ArrayList<>();
            for (int i = 0; i < fields.size(); i++) {
                cells.add(new Cell(fields.get(i), look(line, i)));
            }
            rows.append(Html.row(cells));
            line.remarks().forEach(each -> rows.append(Html.remark(each, HEADS.size())));
        }
        StringBuilder body = new StringBuilder(Html.paragraph(summary()));
        complaints.forEach(each -> body.append(Html.paragraph("! " + each)));
        return Html.page(subject(), body + Html.table(HEADS, rows.toString()));
    }

    private static Look look(Line line, int column) {
        return switch (column) {
            case 1 -> line.state().look;
            case 3, 4, 5 -> Look.NUMBER;
            default -> Look.PLAIN;
        };
    }

    /** In the order of the heads. */
    private List<String> fields(Line line, ZoneId zone) {
        return List.of(
                Printable.of(line.client()),
                line.state().word(),
                line.last().map(last -> Figures.time(last, zone)).orElse("none yet"),
                line.oldest().map(first -> Figures.span(Duration.between(first, at))).orElse("-"),
                Integer.toString(line.snapshots()),
                Figures.bytes(line.usedBytes()),
                Sparkline.of(line.newBytes()));
    }
}
