package dev.holdfast.client.doctor;

import dev.holdfast.client.report.LocalReport;
import dev.holdfast.client.report.LocalReports;
import dev.holdfast.model.Series;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * How the last runs of a machine ended, as its own reports say.
 *
 * @param series what is known of each, in the order of their names
 */
public record LastRuns(SortedMap<Series, Known> series) {
    private static final Comparator<Series> BY_NAME = Comparator.comparing(Series::value);

    /** As far back as reports are kept. */
    private static final int REPORTS = 200;

    public LastRuns {
        series = Collections.unmodifiableSortedMap(new TreeMap<>(series));
    }

    /**
     * What is known of a series.
     *
     * @param last its last run
     * @param good its last run that made a snapshot
     */
    public record Known(LocalReport last, Optional<LocalReport> good) {
        private Known and(LocalReport later) {
            return new Known(later, later.outcome().isGood() ? Optional.of(later) : good);
        }
    }

    /** Those whose reports are in a state folder. */
    public static LastRuns in(Path state) throws IOException {
        return of(new LocalReports(state).last(REPORTS));
    }

    static LastRuns of(List<LocalReport> oldestFirst) {
        SortedMap<Series, Known> known = new TreeMap<>(BY_NAME);
        for (LocalReport report : oldestFirst) {
            Known before = known.get(report.series());
            known.put(
                    report.series(),
                    (before == null ? new Known(report, Optional.empty()) : before).and(report));
        }
        return new LastRuns(known);
    }

    /** When a run ended. */
    public static Instant ended(LocalReport report) {
        return report.began().toInstant().plusSeconds(report.figure("seconds").orElse(0));
    }

    /**
     * What somebody must look into, each a sentence.
     *
     * @param within how often a good backup of a series is expected; empty: whenever somebody likes
     */
    public List<String> critical(Instant now, Function<Series, Optional<Duration>> within) {
        List<String> critical = new ArrayList<>();
        if (series.isEmpty()) {
            critical.add("no backup has left a report here yet");
        }
        series.forEach((name, known) -> {
            if (!known.last().outcome().isGood()) {
                critical.add(
                        "series %s: the last run ended: %s"
                                .formatted(name, known.last().outcome().word()));
            }
            within.apply(name)
                    .filter(_ -> !name.equals(Series.MANUAL))
                    .filter(often -> isOld(known, now.minus(often)))
                    .ifPresent(often ->
                            critical.add(
                                    "series %s: no good backup within %d hours"
                                            .formatted(name, often.toHours())));
        });
        return critical;
    }

    private static boolean isOld(Known known, Instant since) {
        return known.good().filter(good -> ended(good).isAfter(since)).isEmpty();
    }
}
