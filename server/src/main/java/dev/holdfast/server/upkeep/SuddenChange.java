package dev.holdfast.server.upkeep;

import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Tells a backup that is very different from those of the last days. */
final class SuddenChange {
    /** Little changes a lot, and means nothing. */
    private static final long BYTES_MIN = 16L << 20;

    private static final long ENTRIES_MIN = 1_000;

    private SuddenChange() {}

    /**
     * What is known of a backup.
     *
     * @param entries as the client says
     * @param contentBytes as the client says
     * @param newBytes as counted here
     */
    record Figures(long entries, long contentBytes, long newBytes) {}

    /**
     * Compares.
     *
     * @param lastDays the unsuspicious backups of the series in the last 7 days
     * @return what is so different, for people; empty if nothing is or there is nothing to compare
     */
    static Optional<String> in(Figures backup, List<Figures> lastDays) {
        if (lastDays.isEmpty()) {
            return Optional.empty();
        }
        long bytes = median(lastDays, Figures::contentBytes);
        long entries = median(lastDays, Figures::entries);
        long usual = Math.max(median(lastDays, Figures::newBytes), BYTES_MIN / 16);
        if (entries >= ENTRIES_MIN && backup.entries() < entries / 2) {
            return Optional.of("less than half of the entries of the last days");
        }
        if (bytes >= BYTES_MIN && backup.contentBytes() < bytes / 2) {
            return Optional.of("less than half of the size of the last days");
        }
        if (bytes >= BYTES_MIN
                && backup.newBytes() > backup.contentBytes() / 2
                && backup.newBytes() / 10 > usual) {
            return Optional.of("more than half of it is new");
        }
        return Optional.empty();
    }

    private static long median(List<Figures> figures, ToLongFunction<Figures> of) {
        List<Long> sorted = figures.stream().map(of::applyAsLong).sorted().toList();
        return sorted.get((sorted.size() - 1) / 2);
    }
}
