package dev.holdfast.server.tell;

import dev.holdfast.server.notice.LateBefore;
import dev.holdfast.server.notice.Overdue.Late;
import dev.holdfast.server.view.ClientView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is new about lateness: which series have become late, and which are late no more. Pure.
 *
 * @param late all that are late now
 * @param news for each client of which there is any, sentences
 */
public record Lateness(Set<LateBefore.Of> late, Map<ClientView, List<String>> news) {

    /**
     * @param before what was late when somebody was last told
     */
    public static Lateness of(List<ClientView> clients, Set<LateBefore.Of> before, Instant now) {
        Set<LateBefore.Of> late = new LinkedHashSet<>();
        Map<ClientView, List<String>> news = new LinkedHashMap<>();
        for (ClientView client : clients) {
            List<String> sentences = new ArrayList<>();
            for (Late each : client.late()) {
                LateBefore.Of of = new LateBefore.Of(client.id(), each.series());
                late.add(of);
                if (!before.contains(of)) {
                    sentences.add(each.sentence(client.name(), now));
                }
            }
            for (LateBefore.Of of : before) {
                if (of.client().equals(client.id()) && !late.contains(of)) {
                    sentences.add(
                            "%s: series %s is overdue no more"
                                    .formatted(client.name(), of.series()));
                }
            }
            if (!sentences.isEmpty()) {
                news.put(client, sentences);
            }
        }
        return new Lateness(late, news);
    }
}
