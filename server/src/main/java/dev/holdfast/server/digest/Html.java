package dev.holdfast.server.digest;

import dev.holdfast.model.Printable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Pages that mail programs show: one table, its style in the elements themselves, no pictures, no
 * scripts.
 */
final class Html {
    private static final String FONT = "font-family:sans-serif;font-size:14px;color:#222";
    private static final String CELL = "padding:3px 8px;border-bottom:1px solid #ddd";

    private Html() {}

    /** Foreign text, with nothing in it that means something. */
    static String text(String foreign) {
        StringBuilder safe = new StringBuilder();
        Printable.of(foreign)
                .codePoints()
                .forEach(point -> {
                    switch (point) {
                        case '<' -> safe.append("&lt;");
                        case '>' -> safe.append("&gt;");
                        case '&' -> safe.append("&amp;");
                        case '"' -> safe.append("&quot;");
                        case '\'' -> safe.append("&#39;");
                        default -> safe.appendCodePoint(point);
                    }
                });
        return safe.toString();
    }

    /** How a cell looks. */
    enum Look {
        PLAIN(""),
        NUMBER(";text-align:right;white-space:nowrap"),
        GOOD(";background:#e3f4e3"),
        FAIR(";background:#fff3cd"),
        BAD(";background:#f8d7da"),
        FINE_PRINT(";color:#666;font-size:12px");

        private final String style;

        Look(String style) {
            this.style = style;
        }
    }

    /** A cell of foreign text. */
    record Cell(String foreign, Look look) {}

    /** A row of a table. */
    static String row(List<Cell> cells) {
        return cells.stream()
                .map(cell ->
                        "<td style=\"%s%s\">%s</td>"
                                .formatted(CELL, cell.look().style, text(cell.foreign())))
                .collect(Collectors.joining("", "<tr>", "</tr>\n"));
    }

    /** A row of one cell below the others. */
    static String remark(String foreign, int columns) {
        return "<tr><td></td><td colspan=\"%d\" style=\"%s%s\">%s</td></tr>\n"
                .formatted(columns - 1, CELL, Look.FINE_PRINT.style, text(foreign));
    }

    static String table(List<String> heads, String rows) {
        String head =
                heads.stream()
                        .map(each ->
                                "<th style=\"%s;text-align:left\">%s</th>"
                                        .formatted(CELL, text(each)))
                        .collect(Collectors.joining("", "<tr>", "</tr>\n"));
        return "<table style=\"border-collapse:collapse;%s\">\n%s%s</table>\n"
                .formatted(FONT, head, rows);
    }

    static String paragraph(String foreign) {
        return "<p style=\"%s\">%s</p>\n".formatted(FONT, text(foreign));
    }

    static String page(String title, String body) {
        return """
        <!DOCTYPE html>
        <html><head><meta charset="utf-8"><title>%s</title></head>
        <body style="%s">
        %s</body></html>
        """
                .formatted(text(title), FONT, body);
    }
}
