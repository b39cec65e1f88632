package dev.holdfast.server.report;

import dev.holdfast.model.Series;
import dev.holdfast.model.SessionId;
import dev.holdfast.protocol.message.Request.Figure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a client's run went, in its own words.
 *
 * @param received the server's clock
 * @param series that was backed up; none if the run did not come so far
 * @param session in which it was; none likewise
 */
public record RunReport(
        Instant received,
        Optional<Series> series,
        Optional<SessionId> session,
        List<Figure> figures) {
    public RunReport {
        figures = List.copyOf(figures);
    }
}
