package dev.holdfast.server.client;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an administrator decided about a client.
 *
 * @param retired since when it makes no backups any more, and how long those that it has stay
 * @param exemptions from its rules
 */
public record Standing(Optional<Retirement> retired, List<Exemption> exemptions) {
    public static final Standing USUAL = new Standing(Optional.empty(), List.of());

    /** Whoever needs more should change the rules. */
    static final int EXEMPTIONS_MAX = 64;

    public Standing {
        exemptions = List.copyOf(exemptions);
    }

    /**
     * The end of a client's work.
     *
     * @param keptUntil from then on its vault may go
     */
    public record Retirement(Instant since, Instant keptUntil) {}

    public Standing retired(Retirement retirement) {
        return new Standing(Optional.of(retirement), exemptions);
    }

    /** Of a client that goes on. */
    public Standing active() {
        return new Standing(Optional.empty(), exemptions);
    }

    /**
     * With one more exemption; those that are over are left out.
     *
     * @throws IllegalArgumentException if there are too many
     */
    public Standing with(Exemption exemption, Instant now) {
        List<Exemption> more = new ArrayList<>(exemptions);
        more.removeIf(each -> !each.until().isAfter(now) || each.isLike(exemption));
        more.add(exemption);
        if (more.size() > EXEMPTIONS_MAX) {
            throw new IllegalArgumentException(
                    "more than %d exceptions: change the client's rules instead"
                            .formatted(EXEMPTIONS_MAX));
        }
        return new Standing(retired, more);
    }
}
