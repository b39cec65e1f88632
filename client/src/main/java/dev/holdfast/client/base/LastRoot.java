package dev.holdfast.client.base;

import dev.holdfast.model.ObjectId;
import dev.holdfast.model.tree.Root;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came before this run in the series.
 *
 * @param baseId of what the run compares with: a partial, or the last snapshot's root
 * @param base null when there is nothing to compare with
 * @param previousId of the last snapshot's root, for the new root to name
 * @param nextSequence of the new root
 * @param lost roots that the server has no more, and this machine remembers
 * @param warnings what is odd about it, in sentences
 */
public record LastRoot(
        @Nullable ObjectId baseId,
        @Nullable Root base,
        @Nullable ObjectId previousId,
        long nextSequence,
        List<Root> lost,
        List<String> warnings) {
    public LastRoot {
        lost = List.copyOf(lost);
        warnings = List.copyOf(warnings);
    }
}
