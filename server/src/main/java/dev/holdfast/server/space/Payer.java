package dev.holdfast.server.space;

import dev.holdfast.server.retention.Verdict;
import dev.holdfast.server.retention.Verdict.Fate;
import java.util.ArrayList;
import java.util.List;

/**
 * A vault that could give space.
 *
 * @param name of its client, for people
 * @param usedBytes that it takes
 * @param shareBytes that it is entitled to
 * @param garbageBytes that it gives without losing anything: abandoned uploads, what was expired
 *     before
 * @param order what may go, in the order in which it goes
 */
public record Payer(
        String name, long usedBytes, long shareBytes, long garbageBytes, List<Candidate> order) {
    public Payer {
        order = List.copyOf(order);
        long before = garbageBytes;
        for (Candidate candidate : order) {
            if (candidate.freedBytes() < before) {
                throw new IllegalArgumentException("more snapshots cannot give less space");
            }
            before = candidate.freedBytes();
        }
    }

    /**
     * A snapshot that may go.
     *
     * @param isWanted whether it stands for something that should be kept as long as there is room
     * @param freedBytes exactly what goes with it and all before it, garbage included
     * @param reason why it is its turn, for people
     */
    public record Candidate(
            long sequence, Fate fate, boolean isWanted, long freedBytes, String reason) {
        public Candidate {
            if (fate == Fate.PROTECTED) {
                throw new IllegalArgumentException("snapshot %d must not go".formatted(sequence));
            }
        }

        /** One that stands for no more than others do. */
        public Candidate(long sequence, Fate fate, long freedBytes, String reason) {
            this(sequence, fate, false, freedBytes, reason);
        }
    }

    /** What does not depend on an order. */
    public record Holding(String name, long usedBytes, long shareBytes) {}

    /**
     * A payer after its vault was marked.
     *
     * @param going what may go, in order
     * @param freedBytes for each number from 0 to all, exactly what the first so many free
     */
    public static Payer of(Holding holding, List<Verdict> going, List<Long> freedBytes) {
        List<Candidate> order = new ArrayList<>();
        for (int i = 0; i < going.size(); i++) {
            Verdict verdict = going.get(i);
            order.add(
                    new Candidate(
                            verdict.snapshot().sequence(),
                            verdict.fate(),
                            verdict.isWanted(),
                            freedBytes.get(i + 1),
                            verdict.reason()));
        }
        return new Payer(
                holding.name(),
                holding.usedBytes(),
                holding.shareBytes(),
                freedBytes.getFirst(),
                order);
    }

    /** What the first so many of the order give. */
    long freedBytes(int count) {
        return count == 0 ? garbageBytes : order.get(count - 1).freedBytes();
    }
}
