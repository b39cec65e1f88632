package dev.holdfast.server.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.holdfast.model.RunOutcome;
import dev.holdfast.model.Series;
import dev.holdfast.model.SessionId;
import dev.holdfast.protocol.message.Request.Figure;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A run: what its client says of it, and what the server knows.
 *
 * @param began by the server's clock
 * @param ended the same, or as far as is known
 * @param series that was backed up; none if the run did not come so far
 * @param session in which it was; none likewise
 * @param figures in the client's own words, which may be anything
 */
public record RunReport(
        Instant began,
        Instant ended,
        Optional<Series> series,
        Optional<SessionId> session,
        RunOutcome outcome,
        List<Figure> figures,
        Served served) {
    public RunReport {
        figures = List.copyOf(figures);
    }

    /** A figure of the client's. */
    public OptionalLong figure(String key) {
        return figures.stream()
                .filter(figure -> figure.key().equals(key))
                .mapToLong(Figure::value)
                .findFirst();
    }

    public Duration took() {
        return Duration.between(began, ended);
    }

    /** The same run, of which nobody heard again. */
    RunReport brokenOff() {
        return new RunReport(began, ended, series, session, RunOutcome.BROKEN_OFF, figures, served);
    }

    /** Its fields, between braces that are the caller's. */
    public void write(JsonGenerator json) throws IOException {
        ReportFormat.write(json, this);
    }
}
