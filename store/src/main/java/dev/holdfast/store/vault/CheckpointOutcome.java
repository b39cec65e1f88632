package dev.holdfast.store.vault;

import dev.holdfast.model.ObjectId;
import dev.holdfast.model.snapshot.Partial;
import java.util.List;

/** What became of a checkpoint. */
public sealed interface CheckpointOutcome {
    /** The partial exists, complete and durable, in the place of the series' last one. */
    record Saved(Partial partial) implements CheckpointOutcome {}

    /**
     * Nothing was written: these objects are reached and not present.
     *
     * @param ids some of them, at most {@link Vault#MISSING_MAX}
     */
    record Missing(List<ObjectId> ids) implements CheckpointOutcome {
        public Missing {
            ids = List.copyOf(ids);
        }
    }
}
