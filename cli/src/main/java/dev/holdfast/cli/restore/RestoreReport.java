package dev.holdfast.cli.restore;

import dev.holdfast.cli.console.Console;
import dev.holdfast.cli.console.Shown;
import dev.holdfast.cli.console.StatusLine;
import dev.holdfast.client.restore.RestoreListener;
import dev.holdfast.client.restore.RestoreProgress;
import dev.holdfast.model.RawPath;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Tells what a restore meets. */
final class RestoreReport implements RestoreListener, AutoCloseable {
    private final Consumer<String> saying;
    private final PrintWriter out;
    private final Manner manner;
    private final Runnable end;
    private final AtomicLong planned = new AtomicLong();

    /**
     * What is told.
     *
     * @param verbose every file
     * @param verifies whether what would be done is a difference that was found
     */
    record Manner(boolean verbose, boolean verifies) {}

    private RestoreReport(Consumer<String> saying, PrintWriter out, Manner manner, Runnable end) {
        this.saying = saying;
        this.out = out;
        this.manner = manner;
        this.end = end;
    }

    static RestoreReport plain(Console console, Manner manner) {
        return new RestoreReport(console::say, console.out(), manner, () -> {});
    }

    /**
     * @param bytesTotal 0 if nobody knows
     */
    static RestoreReport onTerminal(
            Console console, Manner manner, RestoreProgress progress, long bytesTotal) {
        StatusLine line = StatusLine.start(console.err(), () -> meter(progress, bytesTotal));
        return new RestoreReport(line::say, console.out(), manner, line::close);
    }

    private static String meter(RestoreProgress progress, long bytesTotal) {
        String share =
                bytesTotal == 0
                        ? ""
                        : "  %d %%".formatted(Math.min(100, progress.bytes() * 100 / bytesTotal));
        return "%s files  %s%s"
                .formatted(Shown.count(progress.entries()), Shown.bytes(progress.bytes()), share);
    }

    void say(String sentence) {
        saying.accept(sentence);
    }

    /** How much would be done, or differs. */
    long planned() {
        return planned.get();
    }

    static String verdict(long differences, long sequence) {
        return differences == 0
                ? "as in snapshot " + sequence
                : "NOT AS IN SNAPSHOT %d: %s"
                        .formatted(sequence, Shown.count(differences, "entry", "entries"));
    }

    static String summary(RestoreProgress progress, long sequence, Duration took) {
        String deleted =
                progress.deleted() == 0
                        ? ""
                        : ", deleted " + Shown.count(progress.deleted(), "name", "names");
        String unchanged =
                progress.unchanged() == 0
                        ? ""
                        : ", left %s as they were"
                                .formatted(Shown.count(progress.unchanged(), "entry", "entries"));
        return "restored %s, %s from snapshot %d in %s%s%s"
                .formatted(
                        Shown.count(progress.entries(), "entry", "entries"),
                        Shown.bytes(progress.bytes()),
                        sequence,
                        Shown.duration(took),
                        unchanged,
                        deleted);
    }

    @Override
    public void restored(RawPath path) {
        if (manner.verbose()) {
            saying.accept(path.toString());
        }
    }

    @Override
    public void failed(RawPath path, String reason) {
        saying.accept("not restored: %s: %s".formatted(path, reason));
    }

    @Override
    public void deleted(RawPath path) {
        if (manner.verbose()) {
            saying.accept("deleted: " + path);
        }
    }

    @Override
    public void stays(RawPath directory, RawPath because) {
        saying.accept(
                "not deleted: %s: it holds what the snapshot leaves out: %s"
                        .formatted(directory, because));
    }

    @Override
    public void planned(Deed deed, RawPath path) {
        planned.incrementAndGet();
        out.println("%-10s %s".formatted(manner.verifies() ? difference(deed) : word(deed), path));
    }

    private static String word(Deed deed) {
        return switch (deed) {
            case CREATE -> "create";
            case REPLACE -> "replace";
            case ATTRIBUTES -> "attributes";
            case DELETE -> "delete";
        };
    }

    private static String difference(Deed deed) {
        return switch (deed) {
            case CREATE -> "missing";
            case REPLACE -> "differs";
            case ATTRIBUTES -> "attributes";
            case DELETE -> "surplus";
        };
    }

    @Override
    public void spared(RawPath path) {
        saying.accept("left alone, as it is Holdfast's own: " + path);
    }

    @Override
    public void close() {
        end.run();
    }
}
