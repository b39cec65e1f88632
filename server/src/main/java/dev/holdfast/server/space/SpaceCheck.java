package dev.holdfast.server.space;

import dev.holdfast.server.retention.Verdict.Fate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What is decided when a volume was looked at. */
public final class SpaceCheck {
    private static final Set<Fate> HISTORY = EnumSet.of(Fate.ROLLED_OFF, Fate.SPARE);

    private SpaceCheck() {}

    /**
     * Plans for a need, as far as history may be spent on it.
     *
     * @param memory as it is at this check
     * @param need bytes, with those of them that are about to come from clients
     */
    public static SpacePlan plan(SpaceMemory memory, Need need, List<Payer> payers) {
        return plan(memory, need.bytes(), memory.spendable() + need.coming(), payers);
    }

    /**
     * What is to be freed.
     *
     * @param coming bytes that clients are about to bring, and may
     */
    public record Need(long bytes, long coming) {}

    /**
     * The last resort before a backup is refused: its client's own history gives the room for it,
     * though the client is within its share and it is others who fill the volume with what must not
     * go.
     *
     * @param plan what all who are above their shares can give
     * @param guest whose backup it is
     * @param lacking bytes that the backup needs at once and that the plan does not give
     */
    public static SpacePlan withOwn(
            SpaceMemory memory, SpacePlan plan, String guest, long lacking) {
        if (lacking <= 0 || !memory.mayExpire()) {
            return plan;
        }
        List<Payer> payers =
                plan.parts().stream()
                        .map(SpacePlan.Part::payer)
                        .map(payer -> payer.name().equals(guest) ? withoutShare(payer) : payer)
                        .toList();
        SpacePlan own = SpacePlanner.plan(plan.freedBytes() + lacking, payers);
        return withNeed(plan.needBytes(), own);
    }

    private static Payer withoutShare(Payer payer) {
        return new Payer(payer.name(), payer.usedBytes(), 0, payer.garbageBytes(), payer.order());
    }

    private static SpacePlan plan(
            SpaceMemory memory, long need, long spendable, List<Payer> payers) {
        long cheap =
                SpacePlanner.plan(need, payers.stream().map(SpaceCheck::withoutHistory).toList())
                        .freedBytes();
        if (!memory.mayExpire()) {
            return withNeed(
                    need,
                    SpacePlanner.plan(
                            need, payers.stream().map(SpaceCheck::withoutHistory).toList()));
        }
        long spent = Math.min(Math.max(0, need - cheap), spendable);
        return withNeed(need, SpacePlanner.plan(Math.min(need, cheap + spent), payers));
    }

    /** What falls short of the whole need is told. */
    private static SpacePlan withNeed(long need, SpacePlan plan) {
        return new SpacePlan(need, plan.parts());
    }

    /** Garbage and surplus go whatever the clock says. */
    private static Payer withoutHistory(Payer payer) {
        List<Payer.Candidate> cheap =
                payer.order().stream()
                        .takeWhile(candidate -> !HISTORY.contains(candidate.fate()))
                        .toList();
        return new Payer(
                payer.name(), payer.usedBytes(), payer.shareBytes(), payer.garbageBytes(), cheap);
    }

    /** The bytes of a plan that are history. */
    public static long historyBytes(SpacePlan plan) {
        long bytes = 0;
        for (SpacePlan.Part part : plan.parts()) {
            for (int i = 0; i < part.going().size(); i++) {
                bytes += HISTORY.contains(part.going().get(i).fate()) ? part.marginalBytes(i) : 0;
            }
        }
        return bytes;
    }
}
