package dev.holdfast.server.upkeep;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A vault as far as its room is concerned. */
public interface VaultRoom {
    /**
     * For each number from 0 exactly what the first so many snapshots of an order free; of a long
     * order perhaps only for its beginning.
     */
    List<Long> freedBytes(List<Long> order) throws IOException;

    /** Expires these snapshots and gives back what nothing reaches any more. */
    Given give(List<Long> order) throws IOException;

    /** For each snapshot the bytes that only it reaches. */
    Map<Long, Long> exclusiveBytes() throws IOException;

    /**
     * What came of giving.
     *
     * @param promised bytes, as counted before
     * @param measured bytes by which more is free than before; less than 0 if others filled them
     */
    record Given(long promised, long measured) {}
}
