package dev.holdfast.model.tree;

import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns ids into indices and back. The ids stand in clear in the record's header, in the order of
 * first use; the sealed part has indices only, so it can hide no reference from the server.
 */
final class References {
    private final List<ObjectId> ids;
    private final Map<ObjectId, Integer> indices = new HashMap<>();

    private References(List<ObjectId> ids) {
        this.ids = ids;
    }

    /** For writing: collects. */
    static References collect() {
        return new References(new ArrayList<>());
    }

    /** For reading: looks up. */
    static References of(List<ObjectId> ids) {
        return new References(ids);
    }

    int index(ObjectId id) {
        return indices.computeIfAbsent(
                id,
                added -> {
                    ids.add(added);
                    return ids.size() - 1;
                });
    }

    ObjectId id(long index) throws MalformedException {
        if (index < 0 || index >= ids.size()) {
            throw new MalformedException("reference %d of %d".formatted(index, ids.size()));
        }
        return ids.get((int) index);
    }

    List<ObjectId> ids() {
        return List.copyOf(ids);
    }
}
