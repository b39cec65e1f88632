package dev.holdfast.server.simulate;

import dev.holdfast.server.allowance.AdmissionPolicy;
import dev.holdfast.server.retention.RetentionPolicy;
import dev.holdfast.server.space.ReservePolicy;
import java.time.Instant;
import java.util.List;

/**
 * What to make up.
 *
 * @param loads the clients
 * @param disc bytes of the volume
 * @param days how long, 1 to {@link #DAYS_MAX}
 * @param start when it begins
 * @param seed of what is left to chance
 */
public record SimulationRequest(
        List<Load> loads, long disc, int days, Instant start, Policies policies, long seed) {
    public static final int DAYS_MAX = 100 * 366;
    public static final int CLIENTS_MAX = 1_000;

    public SimulationRequest {
        loads = List.copyOf(loads);
        if (loads.isEmpty() || loads.size() > CLIENTS_MAX) {
            throw new IllegalArgumentException(
                    "a simulation has 1 to %d clients: %d".formatted(CLIENTS_MAX, loads.size()));
        }
        if (days < 1 || days > DAYS_MAX) {
            throw new IllegalArgumentException("a simulation has 1 to %d days".formatted(DAYS_MAX));
        }
        if (disc <= 0) {
            throw new IllegalArgumentException("a disc has more than %d bytes".formatted(disc));
        }
    }

    /** What the server decides by. */
    public record Policies(
            RetentionPolicy retention, ReservePolicy reserve, AdmissionPolicy admission) {}
}
