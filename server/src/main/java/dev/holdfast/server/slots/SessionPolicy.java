package dev.holdfast.server.slots;

import dev.holdfast.protocol.wire.Limits;
import java.time.Duration;

/**
 * What a server bears of sessions.
 *
 * @param slots how many there may be at a time
 * @param idle after so long without being asked anything, a session ends
 * @param steps how long what is run before and after a backup may take
 */
public record SessionPolicy(Slots slots, Duration idle, StepTime steps) {
    /** Below this a peer that is slow would pass for one that is gone. */
    public static final Duration IDLE_MIN = Limits.STANDARD.silence();

    public static final Duration IDLE_MAX = Duration.ofDays(7);

    public static final SessionPolicy STANDARD =
            new SessionPolicy(
                    Slots.STANDARD,
                    Duration.ofHours(6),
                    new StepTime(Duration.ofHours(6), StepTime.MAX));

    public SessionPolicy {
        require("idle", idle, IDLE_MIN, IDLE_MAX);
    }

    /** What a connection bears that serves by this. */
    public Limits limits() {
        return Limits.STANDARD.withPatience(idle);
    }

    private static void require(String name, Duration time, Duration min, Duration max) {
        if (time.compareTo(min) < 0 || time.compareTo(max) > 0) {
            throw new IllegalArgumentException(
                    "%s must be within %d s and %d h: %d s"
                            .formatted(name, min.toSeconds(), max.toHours(), time.toSeconds()));
        }
    }

    /**
     * How long steps may take.
     *
     * @param each of them
     * @param together all that run before a backup, and all that run after it
     */
    public record StepTime(Duration each, Duration together) {
        /** No client waits longer for an answer. */
        public static final Duration MAX = Limits.STANDARD.patience();

        private static final Duration MIN = Duration.ofSeconds(1);

        public StepTime {
            require("deadline", each, MIN, MAX);
            require("deadline-together", together, MIN, MAX);
        }
    }
}
