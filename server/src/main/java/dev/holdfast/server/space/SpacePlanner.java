package dev.holdfast.server.space;

import dev.holdfast.server.retention.Verdict.Fate;
import dev.holdfast.server.space.Payer.Candidate;
import dev.holdfast.server.space.SpacePlan.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides who pays. First garbage, which costs nobody anything; then surplus, of the client
 * furthest above its share; then history, always of the client that is furthest above its share at
 * that moment. A client that is not above its share gives no history: when there is nobody else the
 * plan falls short and says so. What was rolled off goes in any case.
 *
 * <p>A plan is trimmed: a snapshot whose going proves unnecessary, because those chosen after it
 * give enough, stays; but not one that is not wanted, where one goes that is.
 */
public final class SpacePlanner {
    /** Each look at other orders costs a pass over the vault's trees. */
    private static final int LOOKS_MAX = 8;

    private final long need;
    private final List<Taking> takings;

    private SpacePlanner(long need, List<Payer> payers) {
        this.need = need;
        this.takings = payers.stream().map(Taking::new).toList();
    }

    /** Tells what other orders would free. */
    @FunctionalInterface
    public interface Marking {
        /**
         * For each number of snapshots from 0 to all, exactly what the first so many free.
         *
         * @param order numbers of snapshots of the payer's vault
         */
        List<Long> freedBytes(Payer payer, List<Long> order) throws IOException;
    }

    /** How much one vault gives so far. */
    private static final class Taking {
        private final Payer payer;
        private int count;

        Taking(Payer payer) {
            this.payer = payer;
            while (mayTake(Fate.ROLLED_OFF)) {
                count++;
            }
        }

        boolean mayTake(Fate fate) {
            return count < payer.order().size() && payer.order().get(count).fate() == fate;
        }

        long freedBytes() {
            return payer.freedBytes(count);
        }

        /** Bytes beyond its share; negative below. */
        long above() {
            return payer.usedBytes() - freedBytes() - payer.shareBytes();
        }

        boolean isForced() {
            return count == 0 || payer.order().get(count - 1).fate() == Fate.ROLLED_OFF;
        }

        long lastBytes() {
            return freedBytes() - payer.freedBytes(count - 1);
        }
    }

    /**
     * Plans.
     *
     * @param need bytes; 0 if only what was rolled off should go
     */
    public static SpacePlan plan(long need, List<Payer> payers) {
        SpacePlanner planner = new SpacePlanner(need, payers);
        planner.take(taking -> taking.mayTake(Fate.SURPLUS));
        planner.take(taking -> taking.mayTake(Fate.SPARE) && taking.above() > 0);
        planner.giveBack();
        return new SpacePlan(need, planner.takings.stream().map(SpacePlanner::part).toList());
    }

    /** Takes from whoever is furthest above its share until there is enough, or nobody is left. */
    private void take(Predicate<Taking> isPossible) {
        while (freed() < need) {
            @Nullable Taking furthest =
                    takings.stream()
                            .filter(isPossible)
                            .max(Comparator.comparingLong(Taking::above))
                            .orElse(null);
            if (furthest == null) {
                return;
            }
            furthest.count++;
        }
    }

    private long freed() {
        return takings.stream().mapToLong(Taking::freedBytes).sum();
    }

    /** What was taken of one vault may have become unnecessary by what was taken of another. */
    private void giveBack() {
        List<Taking> nearestFirst = new ArrayList<>(takings);
        nearestFirst.sort(Comparator.comparingLong(Taking::above));
        for (Taking taking : nearestFirst) {
            while (!taking.isForced() && freed() - taking.lastBytes() >= need) {
                taking.count--;
            }
        }
    }

    private static Part part(Taking taking) {
        return new Part(
                taking.payer, taking.payer.order().subList(0, taking.count), taking.freedBytes());
    }

    /**
     * Lets snapshots stay that need not go. Those that would go last, because they matter most, are
     * tried first.
     *
     * @throws IOException if marking fails
     */
    public static SpacePlan trim(SpacePlan plan, Marking marking) throws IOException {
        SpacePlan trimmed = plan;
        int looks = LOOKS_MAX;
        for (int i = 0; i < plan.parts().size(); i++) {
            for (int j = trimmed.parts().get(i).going().size() - 2; j >= 0 && looks > 0; j--) {
                Part part = trimmed.parts().get(i);
                long slack = trimmed.freedBytes() - plan.needBytes();
                // Without the snapshot at least its own margin is lost; often more, so look.
                if (mayStay(part, j) && part.marginalBytes(j) <= slack) {
                    looks--;
                    Part other = without(part, j, marking);
                    if (part.freedBytes() - other.freedBytes() <= slack) {
                        trimmed = with(trimmed, i, other);
                    }
                }
            }
        }
        return trimmed;
    }

    /**
     * What nothing wants does not stay where something goes that is wanted: it would be in the way
     * the next time, and in the end only the newest would be left.
     */
    private static boolean mayStay(Part part, int index) {
        Candidate candidate = part.going().get(index);
        return candidate.fate() != Fate.ROLLED_OFF
                && (candidate.isWanted() || part.going().stream().noneMatch(Candidate::isWanted));
    }

    private static Part without(Part part, int index, Marking marking) throws IOException {
        List<Candidate> fewer = new ArrayList<>(part.going());
        fewer.remove(index);
        List<Long> freed =
                marking.freedBytes(part.payer(), fewer.stream().map(Candidate::sequence).toList());
        LongUnaryOperator bytes = count -> freed.get((int) count);
        for (int i = 0; i < fewer.size(); i++) {
            Candidate each = fewer.get(i);
            fewer.set(
                    i,
                    new Candidate(
                            each.sequence(),
                            each.fate(),
                            each.isWanted(),
                            bytes.applyAsLong(i + 1),
                            each.reason()));
        }
        return new Part(part.payer(), fewer, bytes.applyAsLong(fewer.size()));
    }

    private static SpacePlan with(SpacePlan plan, int index, Part part) {
        List<Part> parts = new ArrayList<>(plan.parts());
        parts.set(index, part);
        return new SpacePlan(plan.needBytes(), parts);
    }
}
