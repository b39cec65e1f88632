package dev.holdfast.server.space;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Divides what there is among the clients. */
public final class Shares {
    private Shares() {}

    /**
     * Each client's share in bytes.
     *
     * @param wanted above 0 and at most 1, together at most 1; who has none gets as much as any
     *     other who has none
     */
    public static List<Long> of(long capacity, List<OptionalDouble> wanted) {
        double named = 0;
        int others = 0;
        for (OptionalDouble share : wanted) {
            named += share.orElse(0);
            others += share.isPresent() ? 0 : 1;
        }
        double equal = others == 0 ? 0 : Math.max(0, 1 - named) / others;
        List<Long> bytes = new ArrayList<>();
        for (OptionalDouble share : wanted) {
            bytes.add((long) (capacity * share.orElse(equal)));
        }
        return bytes;
    }
}
