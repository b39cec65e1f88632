package dev.holdfast.server.metrics;

import static dev.holdfast.server.Samples.NOW;
import static dev.holdfast.server.Samples.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.Series;
import dev.holdfast.server.notice.Overdue.After;
import dev.holdfast.server.notice.Overdue.Late;
import dev.holdfast.server.space.Room;
import dev.holdfast.server.space.SpaceMemory;
import dev.holdfast.server.view.ClientView;
import dev.holdfast.server.view.ServerView;
import dev.holdfast.store.vault.Health;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The text that collectors read, by the grammar of its format. */
class MetricsTest {
    private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
    private static final String LABEL = "[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\n]|\\\\[\"\\\\n])*\"";
    private static final Pattern HEAD = Pattern.compile("# (HELP|TYPE) (" + NAME + ") .+");
    private static final Pattern SAMPLE =
            Pattern.compile("(%s)(?:\\{%s(?:,%s)*})? -?[0-9]+".formatted(NAME, LABEL, LABEL));

    /** No registry takes such a name; the text must bear it all the same. */
    private static final String EVIL = "a\"} 1\nholdfast_free_bytes 0\\";

    private static ServerView view(ClientView... clients) {
        Room room = new Room(1_000, 400, 500, 50, 100);
        return new ServerView(
                NOW, room, SpaceMemory.first(NOW, room), List.of(clients), List.of("wrong"));
    }

    private static ClientView client(String name) {
        Health sound = new Health(Optional.empty(), 0, List.of(), 0, List.of(), List.of());
        return new ClientView(
                id(1),
                name,
                Optional.of(new ClientView.Held(List.of(), 7, 8, 9, sound)),
                List.of(new Late(Series.SYSTEM, NOW, After.BACKUP)),
                List.of(),
                List.of("damaged"),
                List.of());
    }

    @Test
    void everyLineIsAHeadOrASampleOfTheFormat() {
        String text = Metrics.text(view(client("web1"), client("db.example")));
        assertThat(text).endsWith("\n");
        assertThat(text.lines())
                .allMatch(line -> HEAD.matcher(line).matches() || SAMPLE.matcher(line).matches())
                .contains(
                        "holdfast_free_bytes 400",
                        "holdfast_client_used_bytes{client=\"web1\"} 7",
                        "holdfast_series_overdue{client=\"db.example\",series=\"system\"} 1");
    }

    @Test
    void theSamplesOfAMetricStandTogetherBelowItsOneHead() {
        Set<String> known = new HashSet<>();
        String current = "";
        for (String line : Metrics.text(view(client("a"), client("b"))).lines().toList()) {
            Matcher head = HEAD.matcher(line);
            Matcher sample = SAMPLE.matcher(line);
            if (head.matches() && head.group(1).equals("HELP")) {
                current = head.group(2);
                assertThat(known.add(current)).as(current).isTrue();
            } else if (head.matches()) {
                assertThat(line).isEqualTo("# TYPE %s gauge", current);
            } else {
                assertThat(sample.matches()).as(line).isTrue();
                assertThat(sample.group(1)).isEqualTo(current);
            }
        }
        assertThat(known).contains("holdfast_volume_bytes", "holdfast_run_outcome");
    }

    @Test
    void aHostileNameAddsNoLineAndIsReadAsItIs() {
        List<String> named = new ArrayList<>();
        Pattern label = Pattern.compile("client=\"((?:[^\"\\\\]|\\\\.)*)\"");
        String text = Metrics.text(view(client(EVIL)));
        assertThat(text.lines())
                .hasSameSizeAs(Metrics.text(view(client("web1"))).lines().toList())
                .allMatch(line -> HEAD.matcher(line).matches() || SAMPLE.matcher(line).matches());
        label.matcher(text).results().forEach(found -> named.add(found.group(1)));
        assertThat(named)
                .isNotEmpty()
                .allMatch(each ->
                        each.replace("\\n", "\n")
                                .replace("\\\"", "\"")
                                .replace("\\\\", "\\")
                                .equals(EVIL));
    }
}
