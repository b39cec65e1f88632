package dev.holdfast.server.space;

import java.util.List;

/**
 * Which snapshots go.
 *
 * @param needBytes what was wanted
 * @param parts for each vault, in the order of the payers; also those that lose nothing
 */
public record SpacePlan(long needBytes, List<Part> parts) {
    public SpacePlan {
        parts = List.copyOf(parts);
    }

    /**
     * What one vault gives.
     *
     * @param going in the order in which they go; each one's bytes include those before it
     * @param freedBytes exactly what the vault gives
     */
    public record Part(Payer payer, List<Payer.Candidate> going, long freedBytes) {
        public Part {
            going = List.copyOf(going);
        }

        /** What a snapshot gives beside those that go before it. */
        public long marginalBytes(int index) {
            long before = index == 0 ? payer.garbageBytes() : going.get(index - 1).freedBytes();
            return going.get(index).freedBytes() - before;
        }
    }

    public long freedBytes() {
        return parts.stream().mapToLong(Part::freedBytes).sum();
    }

    /** Bytes that could not be found: nothing else may go. */
    public long shortBytes() {
        return Math.max(0, needBytes - freedBytes());
    }

    public boolean isEmpty() {
        return parts.stream().allMatch(part -> part.going().isEmpty());
    }
}
