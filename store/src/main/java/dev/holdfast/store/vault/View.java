package dev.holdfast.store.vault;

import dev.holdfast.model.ObjectId;
import dev.holdfast.model.PackId;
import dev.holdfast.store.index.DamagedSegmentException;
import dev.holdfast.store.index.Index;
import dev.holdfast.store.index.Location;
import dev.holdfast.store.pack.PackKind;
import dev.holdfast.store.pack.Quarantine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is present, as it was at one moment. Immutable.
 *
 * @param packs that existed
 * @param names of the files that it was made from: when they are the same, so is the view
 */
record View(Map<PackId, PackKind> packs, Index index, Quarantine quarantine, List<String> names) {

    boolean contains(ObjectId id) throws DamagedSegmentException {
        return quarantine.isEmpty() ? index.contains(id) : !find(id).isEmpty();
    }

    List<Location> find(ObjectId id) throws DamagedSegmentException {
        List<Location> all = index.find(id);
        if (quarantine.isEmpty()) {
            return all;
        }
        List<Location> present = new ArrayList<>(all);
        present.removeIf(location -> quarantine.holds(location.pack(), id));
        return present;
    }

    View with(Quarantine other) {
        return new View(packs, index, other, names);
    }
}
