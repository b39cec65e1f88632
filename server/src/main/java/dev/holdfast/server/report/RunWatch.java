package dev.holdfast.server.report;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.RunOutcome;
import dev.holdfast.model.SessionId;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.protocol.message.Request;
import dev.holdfast.protocol.message.Request.Figure;
import dev.holdfast.server.report.Served.Housework;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Watches one connection, so that each run that it saw leaves a report, whether its client says
 * anything or not. For one thread. A report that cannot be kept hinders no backup.
 */
public final class RunWatch {
    private final InstantSource clock;
    private final Sink sink;

    private Instant began;
    private Snapshot.@Nullable Origin origin;
    private @Nullable Snapshot made;
    private Sentences refusals = Sentences.NONE;
    private List<Figure> figures = List.of();
    private boolean isAsked;
    private boolean isRefused;
    private boolean isTold;

    /** Where reports go; one of a session takes the place of an earlier one of it. */
    @FunctionalInterface
    public interface Sink {
        /**
         * @param sealedLog may be empty, then there is none
         */
        void keep(RunReport report, Bytes sealedLog) throws IOException;
    }

    public RunWatch(InstantSource clock, Sink sink) {
        this.clock = clock;
        this.sink = sink;
        this.began = clock.instant();
    }

    /** The client asks to begin a backup. */
    public void asked() {
        isAsked = true;
        began = clock.instant();
    }

    /** A backup has begun; from now on it is known, whatever becomes of this process. */
    public void begun(Snapshot.Origin begun) throws IOException {
        origin = begun;
        keep(RunOutcome.UNDERWAY, Served.NOTHING, Bytes.EMPTY);
    }

    /** The client was told this instead of what it asked for. */
    public void refused(String sentence) {
        isRefused = true;
        refusals = refusals.and("refused: " + sentence);
    }

    /** The world did not let us do what the client asked for. */
    public void failed(String sentence) {
        refusals = refusals.and("failed: " + sentence);
    }

    public void committed(Snapshot snapshot) {
        made = snapshot;
    }

    /**
     * The client says how it went.
     *
     * @param newBytes so far
     */
    public void told(Request.Report report, long newBytes) throws IOException {
        boolean isFirst = !isTold;
        isTold = true;
        figures = report.figures();
        if (origin != null || isFirst) {
            keep(outcome(), served(newBytes, Housework.NONE), report.sealedLog());
        }
    }

    /** The backup is over, or the connection when none has begun; another may follow. */
    public void ended(long newBytes, Housework housework) throws IOException {
        try {
            if (origin != null || (isAsked && !isTold)) {
                keep(outcome(), served(newBytes, housework), Bytes.EMPTY);
            }
        } finally {
            origin = null;
            made = null;
            refusals = Sentences.NONE;
            figures = List.of();
            isAsked = false;
            isRefused = false;
            isTold = false;
        }
    }

    private RunOutcome outcome() {
        if (isTold) {
            return figures.stream()
                    .filter(figure -> figure.key().equals("outcome"))
                    .map(figure -> RunOutcome.ofClient(figure.value()))
                    .findFirst()
                    .orElse(RunOutcome.FAILED);
        }
        if (made != null) {
            return made.figures().unread() > 0 ? RunOutcome.GAPS : RunOutcome.DONE;
        }
        return isRefused ? RunOutcome.REFUSED : RunOutcome.BROKEN_OFF;
    }

    private Served served(long newBytes, Housework housework) {
        OptionalLong snapshot =
                made == null ? OptionalLong.empty() : OptionalLong.of(made.sequence());
        return new Served(newBytes, snapshot, refusals, housework);
    }

    private void keep(RunOutcome outcome, Served served, Bytes log) throws IOException {
        Optional<Snapshot.Origin> of = Optional.ofNullable(origin);
        Optional<SessionId> session = of.map(Snapshot.Origin::session);
        sink.keep(
                new RunReport(
                        began,
                        clock.instant(),
                        of.map(Snapshot.Origin::series),
                        session,
                        outcome,
                        figures,
                        served),
                log);
    }
}
