package dev.holdfast.server.metrics;

import dev.holdfast.model.RunOutcome;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.server.notice.Overdue.Late;
import dev.holdfast.server.report.RunReport;
import dev.holdfast.server.view.ClientView;
import dev.holdfast.server.view.ServerView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The text form that Prometheus reads (exposition format 0.0.4). Pure. */
public final class Metrics {
    private final StringBuilder text = new StringBuilder();

    private Metrics() {}

    public static String text(ServerView view) {
        Metrics metrics = new Metrics();
        metrics.server(view);
        metrics.clients(view);
        return metrics.text.toString();
    }

    private void server(ServerView view) {
        one("updated_seconds", "When these figures were taken", view.at().getEpochSecond());
        one("volume_bytes", "Size of the volume, or the limit", view.room().totalBytes());
        one("free_bytes", "What is free of it", view.room().freeBytes());
        one("vaults_bytes", "What all vaults take", view.room().ownBytes());
        one("reserve_start_bytes", "When less is free, room is made", view.room().startBytes());
        one("need_bytes", "What is to be freed now", view.room().need());
        one(
                "expiry_stopped",
                "1 if nothing expires until somebody looks",
                view.memory().stopped().isPresent() ? 1 : 0);
        one("complaints", "What is wrong beside the clients", view.complaints().size());
    }

    private void clients(ServerView view) {
        head("client_used_bytes", "What a client's vault takes");
        view.clients().forEach(each -> held(each, "client_used_bytes", Figure.USED));
        head("client_share_bytes", "The part of the volume that it is entitled to");
        view.clients().forEach(each -> held(each, "client_share_bytes", Figure.SHARE));
        head("client_snapshots", "How many snapshots it has");
        view.clients().forEach(each -> held(each, "client_snapshots", Figure.SNAPSHOTS));
        head("client_oldest_seconds", "When its oldest snapshot was received");
        view.clients().forEach(each -> held(each, "client_oldest_seconds", Figure.OLDEST));
        head("client_lost_objects", "Objects for want of which a snapshot is incomplete");
        view.clients().forEach(each -> held(each, "client_lost_objects", Figure.LOST));
        head("client_complaints", "What is wrong with its vault");
        for (ClientView client : view.clients()) {
            line("client_complaints", Map.of("client", client.name()), client.complaints().size());
        }
        head("series_last_seconds", "When a series was backed up last");
        view.clients().forEach(this::series);
        head("series_overdue", "1 for each series that is overdue");
        for (ClientView client : view.clients()) {
            for (Late late : client.late()) {
                line("series_overdue", labels(client, late.series().value()), 1);
            }
        }
        runs(view);
    }

    private enum Figure {
        USED,
        SHARE,
        SNAPSHOTS,
        OLDEST,
        LOST
    }

    private void held(ClientView client, String name, Figure figure) {
        Optional<ClientView.Held> held = client.holding();
        if (held.isEmpty() || (figure == Figure.OLDEST && held.get().snapshots().isEmpty())) {
            return;
        }
        long value =
                switch (figure) {
                    case USED -> held.get().usedBytes();
                    case SHARE -> held.get().shareBytes();
                    case SNAPSHOTS -> held.get().snapshots().size();
                    case OLDEST -> held.get().snapshots().getFirst().received().seconds();
                    case LOST -> held.get().health().lost();
                };
        line(name, Map.of("client", client.name()), value);
    }

    private void series(ClientView client) {
        Map<String, Long> last = new LinkedHashMap<>();
        for (Snapshot each : client.holding().map(ClientView.Held::snapshots).orElse(List.of())) {
            last.put(each.origin().series().value(), each.received().seconds());
        }
        last.forEach(
                (series, seconds) -> line("series_last_seconds", labels(client, series), seconds));
    }

    private void runs(ServerView view) {
        head("run_outcome", "How the last run ended: 1 for its outcome");
        for (ClientView client : view.clients()) {
            client.lastRun()
                    .map(RunReport::outcome)
                    .map(RunOutcome::word)
                    .ifPresent(word -> {
                        Map<String, String> labels = new LinkedHashMap<>();
                        labels.put("client", client.name());
                        labels.put("outcome", word);
                        line("run_outcome", labels, 1);
                    });
        }
        for (String key : List.of("read", "sent", "unread")) {
            String name = "run_" + key + (key.equals("unread") ? "_entries" : "_bytes");
            head(name, "In the last run, as the client says");
            for (ClientView client : view.clients()) {
                OptionalLong value =
                        client.lastRun().map(run -> run.figure(key)).orElse(OptionalLong.empty());
                value.ifPresent(some -> line(name, Map.of("client", client.name()), some));
            }
        }
    }

    private static Map<String, String> labels(ClientView client, String series) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("client", client.name());
        labels.put("series", series);
        return labels;
    }

    private void one(String name, String help, long value) {
        head(name, help);
        line(name, Map.of(), value);
    }

    private void head(String name, String help) {
        text.append(
                "# HELP holdfast_%s %s\n# TYPE holdfast_%s gauge\n".formatted(name, help, name));
    }

    private void line(String name, Map<String, String> labels, long value) {
        text.append("holdfast_").append(name);
        if (!labels.isEmpty()) {
            String separator = "{";
            for (Map.Entry<String, String> label : labels.entrySet()) {
                text.append("%s%s=\"%s\"".formatted(separator, label.getKey(), safe(label)));
                separator = ",";
            }
            text.append('}');
        }
        text.append(' ').append(value).append('\n');
    }

    private static String safe(Map.Entry<String, String> label) {
        return label.getValue().replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
