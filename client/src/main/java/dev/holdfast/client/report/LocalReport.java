package dev.holdfast.client.report;

import dev.holdfast.model.MalformedException;
import dev.holdfast.model.RunOutcome;
import dev.holdfast.model.Series;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.cbor.Cbor;
import dev.holdfast.model.cbor.CborReader;
import dev.holdfast.model.cbor.CborWriter;
import dev.holdfast.protocol.message.Request.Figure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A run as its client knows it (docs/format.md, "Log of a run").
 *
 * @param began by this machine's clock
 * @param figures sorted by key; the server is told the same
 * @param notes what the server must not know, of each kind
 */
public record LocalReport(
        Series series,
        Timestamp began,
        RunOutcome outcome,
        List<Figure> figures,
        Map<NoteKind, Notes> notes) {
    private static final int FIGURES_MAX = 256;

    /** Whoever reads a report knows what is said in it. */
    public enum NoteKind {
        /** Why the run failed. */
        FAILURE,
        /** What could not be read, and why. */
        UNREAD,
        WARNING,
        /** What steps and commands said. */
        SAID,
        LEFT_OUT;

        /** For people and in JSON. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public LocalReport {
        figures = figures.stream().sorted(Comparator.comparing(Figure::key)).toList();
        Map<NoteKind, Notes> copy = new EnumMap<>(NoteKind.class);
        for (NoteKind kind : NoteKind.values()) {
            copy.put(kind, notes.getOrDefault(kind, Notes.NONE));
        }
        notes = Map.copyOf(copy);
    }

    public Notes notes(NoteKind kind) {
        return notes.getOrDefault(kind, Notes.NONE);
    }

    /** A figure; empty if the run did not come so far. */
    public OptionalLong figure(String key) {
        return figures.stream()
                .filter(figure -> figure.key().equals(key))
                .mapToLong(Figure::value)
                .findFirst();
    }

    public byte[] encode() {
        return Cbor.encode(out -> write(this, out));
    }

    /**
     * @throws MalformedException unless the bytes are those of {@link #encode}
     */
    public static LocalReport decode(byte[] bytes) throws MalformedException {
        return Cbor.decode(bytes, LocalReport::read, LocalReport::write);
    }

    private static void write(LocalReport report, CborWriter out) throws IOException {
        out.array(5);
        out.text(report.series.value());
        out.timestamp(report.began);
        out.integer(report.outcome.code());
        out.array(report.figures.size());
        for (Figure figure : report.figures) {
            out.array(2);
            out.text(figure.key());
            out.integer(figure.value());
            out.end();
        }
        out.end();
        out.array(NoteKind.values().length);
        for (NoteKind kind : NoteKind.values()) {
            write(report.notes(kind), out);
        }
        out.end();
        out.end();
    }

    private static void write(Notes notes, CborWriter out) throws IOException {
        out.array(2);
        out.integer(notes.count());
        out.array(notes.first().size());
        for (String sentence : notes.first()) {
            out.text(sentence);
        }
        out.end();
        out.end();
    }

    private static LocalReport read(CborReader in) throws IOException {
        in.array();
        Series series = new Series(in.text());
        Timestamp began = in.timestamp();
        RunOutcome outcome = RunOutcome.ofClient(in.integer());
        List<Figure> figures = new ArrayList<>();
        in.array();
        while (in.more()) {
            if (figures.size() == FIGURES_MAX) {
                throw new MalformedException("more than %d figures".formatted(FIGURES_MAX));
            }
            in.array();
            figures.add(new Figure(in.text(), in.integer()));
            in.end();
        }
        in.end();
        Map<NoteKind, Notes> notes = new EnumMap<>(NoteKind.class);
        in.array();
        for (NoteKind kind : NoteKind.values()) {
            notes.put(kind, notes(in));
        }
        in.end();
        in.end();
        return new LocalReport(series, began, outcome, figures, notes);
    }

    private static Notes notes(CborReader in) throws IOException {
        in.array();
        long count = in.integer();
        List<String> first = new ArrayList<>();
        in.array();
        while (in.more()) {
            if (first.size() == Notes.FIRST_MAX) {
                throw new MalformedException("more than %d notes".formatted(Notes.FIRST_MAX));
            }
            first.add(in.text());
        }
        in.end();
        in.end();
        return new Notes(first, count);
    }
}
