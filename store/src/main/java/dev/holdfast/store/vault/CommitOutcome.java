package dev.holdfast.store.vault;

import dev.holdfast.model.ObjectId;
import dev.holdfast.model.snapshot.Snapshot;
import java.util.List;

/** What became of a commit. */
public sealed interface CommitOutcome {
    /** The snapshot exists, complete and durable. */
    record Committed(Snapshot snapshot) implements CommitOutcome {}

    /**
     * Nothing was written: these objects are reached and not present.
     *
     * @param ids some of them, at most {@link Vault#MISSING_MAX}
     */
    record Missing(List<ObjectId> ids) implements CommitOutcome {
        public Missing {
            ids = List.copyOf(ids);
        }
    }
}
