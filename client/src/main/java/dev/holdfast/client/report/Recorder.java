package dev.holdfast.client.report;

import dev.holdfast.client.download.MissingObjectsException;
import dev.holdfast.client.progress.BackupListener;
import dev.holdfast.client.progress.BackupProgress;
import dev.holdfast.client.report.LocalReport.NoteKind;
import dev.holdfast.client.vault.WrongVaultException;
import dev.holdfast.codec.seal.CorruptDataException;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.Printable;
import dev.holdfast.model.RawPath;
import dev.holdfast.model.RunOutcome;
import dev.holdfast.model.Series;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.feature.TooNewException;
import dev.holdfast.model.tree.Root;
import dev.holdfast.protocol.message.RefusalCode;
import dev.holdfast.protocol.message.Request.Figure;
import dev.holdfast.protocol.wire.RefusedException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Notes what becomes of one run. May be told by several threads. */
public final class Recorder {
    private final Series series;
    private final Instant began;
    private final BackupProgress progress;
    private final Map<NoteKind, Notes> notes = new EnumMap<>(NoteKind.class);

    /**
     * @param progress of the run
     */
    public Recorder(Series series, Instant began, BackupProgress progress) {
        this.series = series;
        this.began = began;
        this.progress = progress;
    }

    public Series series() {
        return series;
    }

    /**
     * How a run ended.
     *
     * @param failure why, if it did not succeed; safe to print
     * @param made what was made, if it did
     */
    public record Ending(RunOutcome outcome, Optional<String> failure, Optional<Made> made) {
        /** Of a run that failed. */
        public static Ending of(IOException failure) {
            String message = failure.getMessage();
            String why = message == null ? failure.getClass().getSimpleName() : message;
            return new Ending(outcome(failure), Optional.of(why), Optional.empty());
        }

        private static RunOutcome outcome(IOException failure) {
            return switch (failure) {
                case RefusedException refused ->
                        refused.reason() == RefusalCode.DAMAGED
                                ? RunOutcome.DAMAGED
                                : RunOutcome.REFUSED;
                case TooNewException _ -> RunOutcome.FAILED;
                case CorruptDataException _,
                        MissingObjectsException _,
                        WrongVaultException _,
                        MalformedException _ ->
                        RunOutcome.DAMAGED;
                default -> RunOutcome.FAILED;
            };
        }
    }

    /**
     * A snapshot.
     *
     * @param snapshot the server's count
     * @param sequence the root's own count within its series
     */
    public record Made(long snapshot, long sequence, Root.Totals totals) {}

    /** A listener that hears what another one hears, and notes it. */
    public BackupListener beside(BackupListener listener) {
        return new Noting(listener);
    }

    /** What a step or a command said. */
    public void said(String line) {
        note(NoteKind.SAID, Printable.of(line));
    }

    private synchronized void note(NoteKind kind, String sentence) {
        notes.merge(kind, Notes.NONE.and(sentence), (old, _) -> old.and(sentence));
    }

    /** The run, if it ended so and now. */
    public synchronized LocalReport report(Ending ending, Instant now) {
        Map<NoteKind, Notes> all = new EnumMap<>(NoteKind.class);
        all.putAll(notes);
        ending.failure().ifPresent(why -> all.put(NoteKind.FAILURE, Notes.NONE.and(why)));
        return new LocalReport(
                series, Timestamp.of(began), ending.outcome(), figures(ending, now), all);
    }

    private List<Figure> figures(Ending ending, Instant now) {
        List<Figure> figures = new ArrayList<>();
        figures.add(new Figure("outcome", ending.outcome().code()));
        figures.add(new Figure("seconds", Duration.between(began, now).toSeconds()));
        figures.add(new Figure("new", progress.newEntries()));
        figures.add(new Figure("changed", progress.changedEntries() - progress.newEntries()));
        figures.add(new Figure("deleted", progress.deletedEntries()));
        figures.add(new Figure("changing", progress.changing()));
        figures.add(new Figure("vanished", progress.vanished()));
        figures.add(new Figure("read", progress.readBytes()));
        figures.add(new Figure("lacked", progress.lackedBytes()));
        figures.add(new Figure("sent", progress.sentBytes()));
        ending.made()
                .ifPresent(made -> {
                    figures.add(new Figure("snapshot", made.snapshot()));
                    figures.add(new Figure("sequence", made.sequence()));
                    figures.add(new Figure("entries", made.totals().entries()));
                    figures.add(new Figure("bytes", made.totals().bytes()));
                    figures.add(new Figure("unread", made.totals().unread()));
                });
        return figures;
    }

    private final class Noting implements BackupListener {
        private final BackupListener listener;

        Noting(BackupListener listener) {
            this.listener = listener;
        }

        @Override
        public boolean estimates() {
            return listener.estimates();
        }

        @Override
        public void expected(Root.Totals totals) {
            listener.expected(totals);
        }

        @Override
        public void saved(RawPath path, long bytes) {
            listener.saved(path, bytes);
        }

        @Override
        public void unread(RawPath path, String reason) {
            note(NoteKind.UNREAD, "%s: %s".formatted(path, reason));
            listener.unread(path, reason);
        }

        @Override
        public void leftOut(RawPath path, String reason) {
            note(NoteKind.LEFT_OUT, "%s: %s".formatted(path, reason));
            listener.leftOut(path, reason);
        }

        @Override
        public void warning(String sentence) {
            note(NoteKind.WARNING, sentence);
            listener.warning(sentence);
        }

        @Override
        public void checkpoint() {
            listener.checkpoint();
        }
    }
}
