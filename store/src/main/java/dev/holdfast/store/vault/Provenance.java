package dev.holdfast.store.vault;

import dev.holdfast.model.Timestamp;
import dev.holdfast.model.object.KeyWrap;
import dev.holdfast.model.snapshot.Snapshot;
import java.util.List;

/**
 * Where an upload comes from.
 *
 * @param received the server's clock when the session began
 * @param wraps of the content keys of the records to come, at most {@link KeyWrap#COUNT_MAX}
 */
public record Provenance(Snapshot.Origin origin, Timestamp received, List<KeyWrap> wraps) {
    public Provenance {
        wraps = List.copyOf(wraps);
        if (wraps.size() > KeyWrap.COUNT_MAX) {
            throw new IllegalArgumentException("%d key wraps".formatted(wraps.size()));
        }
    }
}
