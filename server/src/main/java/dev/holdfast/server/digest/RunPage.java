package dev.holdfast.server.digest;

import dev.holdfast.model.Series;
import dev.holdfast.server.report.RunReport;
import java.time.ZoneId;
import java.util.Locale;

/** One run as a letter tells it: figures only, as the server knows no names. */
public final class RunPage {
    private RunPage() {}

    /** One line that says most. */
    public static String subject(String client, RunReport report) {
        String word = report.outcome().word();
        boolean isBad = report.outcome().isBad();
        return "[holdfast] %s: %s%s"
                .formatted(
                        client,
                        isBad ? word.toUpperCase(Locale.ROOT) : word,
                        report.series().map(series -> ", series " + series).orElse(""));
    }

    public static String text(String client, RunReport report, ZoneId zone) {
        StringBuilder text = new StringBuilder();
        line(text, "client", client);
        line(text, "series", report.series().map(Series::value).orElse("-"));
        line(text, "outcome", report.outcome().word());
        line(
                text,
                "began",
                "%s, took %s"
                        .formatted(
                                Figures.time(report.began(), zone), Figures.span(report.took())));
        if (report.served().snapshot().isPresent()) {
            line(text, "snapshot", Long.toString(report.served().snapshot().getAsLong()));
        }
        for (String key : new String[] {"entries", "new", "changed", "deleted", "unread"}) {
            report.figure(key).ifPresent(value -> line(text, key, Long.toString(value)));
        }
        for (String key : new String[] {"bytes", "read", "lacked", "sent"}) {
            report.figure(key).ifPresent(value -> line(text, key, Figures.bytes(value)));
        }
        line(text, "new on disc", Figures.bytes(report.served().newBytes()));
        ReportPage.remarks(report).forEach(each -> text.append(each).append('\n'));
        if (report.outcome().isBad()) {
            text.append("\nNames and messages: run 'holdfast report' on ")
                    .append(client)
                    .append(".\n");
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append("%-12s %s\n".formatted(name + ":", value));
    }
}
