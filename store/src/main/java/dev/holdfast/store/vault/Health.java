package dev.holdfast.store.vault;

import dev.holdfast.store.scrub.ScrubMemory;
import java.util.List;
import java.util.Optional;

/**
 * What is known to be wrong with a vault, without looking for more.
 *
 * @param scrub how far scrubbing has come; empty if nobody ever scrubbed
 * @param damaged objects that were found damaged and not brought again since
 * @param incomplete snapshots that lacked something when somebody looked last, and exist
 * @param lost objects for want of which nothing can be reclaimed, as far as it is known
 * @param unreadableSnapshots whose files cannot be read, which has the same effect
 * @param unreadablePartials likewise
 */
public record Health(
        Optional<ScrubMemory> scrub,
        int damaged,
        List<Long> incomplete,
        int lost,
        List<Long> unreadableSnapshots,
        List<String> unreadablePartials) {
    public Health {
        incomplete = List.copyOf(incomplete);
        unreadableSnapshots = List.copyOf(unreadableSnapshots);
        unreadablePartials = List.copyOf(unreadablePartials);
    }

    /** Whether nothing is. */
    public boolean isSound() {
        return damaged == 0
                && incomplete.isEmpty()
                && unreadableSnapshots.isEmpty()
                && unreadablePartials.isEmpty();
    }
}
