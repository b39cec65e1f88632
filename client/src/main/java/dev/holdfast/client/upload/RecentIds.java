package dev.holdfast.client.upload;

import dev.holdfast.model.ObjectId;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Objects that are on their way to the vault or there already: the last so many of them, so that a
 * run over any number of files needs bounded memory. What was forgotten is merely asked for again.
 */
final class RecentIds {
    /** About 25 MiB. */
    private static final int COUNT_MAX = 200_000;

    private final Map<ObjectId, Boolean> ids =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<ObjectId, Boolean> eldest) {
                    return size() > COUNT_MAX;
                }
            };

    /** Whether an id is new. */
    boolean add(ObjectId id) {
        return ids.put(id, Boolean.TRUE) == null;
    }

    void remove(ObjectId id) {
        ids.remove(id);
    }
}
