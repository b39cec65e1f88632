package dev.holdfast.server.upkeep;

import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.server.allowance.Account;
import dev.holdfast.server.simulate.Load;
import dev.holdfast.server.simulate.SimulationResult;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The present figures of a household, from which its future can be made up.
 *
 * @param loads of those who backed up at least once
 * @param discBytes of the volume, or the limit
 */
public record Forecast(List<Load> loads, long discBytes) {
    private static final int DAYS_OF_A_MONTH = 30;

    /** A vault is at least so much a part larger than one snapshot of it, for all we know. */
    private static final int HISTORY_PARTS_MAX = 10;

    public Forecast {
        loads = List.copyOf(loads);
    }

    /** Looks. */
    public static Forecast of(Household household) throws IOException {
        Holdings holdings = Holdings.of(household);
        List<Load> loads = new ArrayList<>();
        for (Holding holding : holdings.holdings()) {
            List<Snapshot> snapshots = holding.vault().snapshots();
            if (!snapshots.isEmpty()) {
                loads.add(load(holding, snapshots));
            }
        }
        return new Forecast(loads, holdings.room().totalBytes());
    }

    /** What came after the oldest snapshot is history, as far as it is not too much of it. */
    private static Load load(Holding holding, List<Snapshot> oldestFirst) {
        long later =
                oldestFirst.stream()
                        .skip(1)
                        .mapToLong(snapshot -> snapshot.figures().newBytes())
                        .sum();
        long used = Math.max(1, holding.usedBytes());
        long size = Math.max(used / HISTORY_PARTS_MAX + 1, used - later);
        long change = holding.account().map(Account::newBytesUsual).orElse(0L);
        boolean isFirst = oldestFirst.size() == 1;
        return new Load(
                holding.tenant().name(), size, isFirst ? size / 100 : Math.min(size, change), 0);
    }

    /** How far back one can go, for people. */
    public static String told(SimulationResult result) {
        return result.keptAll()
                ? "to its first backup: nothing had to go"
                : "about " + months(result.back());
    }

    /** A long span of time, for people. */
    public static String months(Duration span) {
        long days = span.toDays();
        if (days < 2L * DAYS_OF_A_MONTH) {
            return days + " days";
        }
        return Math.round((double) days / DAYS_OF_A_MONTH) + " months";
    }
}
