package dev.holdfast.store.vault;

import dev.holdfast.model.ObjectId;
import dev.holdfast.model.PackId;
import dev.holdfast.store.index.DamagedSegmentException;
import dev.holdfast.store.index.Index;
import dev.holdfast.store.index.Location;
import dev.holdfast.store.pack.PackKind;
import dev.holdfast.store.pack.Quarantine;
import dev.holdfast.store.reclaim.Condemned;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is present, as it was at one moment. Immutable.
 *
 * @param packs that existed
 * @param names of the files that it was made from: when they are the same, so is the view
 */
record View(
        Map<PackId, PackKind> packs,
        Index index,
        Quarantine quarantine,
        Condemned condemned,
        List<String> names) {

    boolean contains(ObjectId id) throws DamagedSegmentException {
        return everythingCounts() ? index.contains(id) : !find(id).isEmpty();
    }

    List<Location> find(ObjectId id) throws DamagedSegmentException {
        List<Location> all = index.find(id);
        if (everythingCounts()) {
            return all;
        }
        List<Location> present = new ArrayList<>(all);
        present.removeIf(location -> isDead(location) || quarantine.holds(location.pack(), id));
        return present;
    }

    /** Records that were found damaged and are not dead. */
    List<Location> findDamaged(ObjectId id) throws DamagedSegmentException {
        List<Location> damaged = new ArrayList<>(index.find(id));
        damaged.removeIf(location -> isDead(location) || !quarantine.holds(location.pack(), id));
        return damaged;
    }

    private boolean everythingCounts() {
        return quarantine.isEmpty() && condemned.isEmpty();
    }

    private boolean isDead(Location location) {
        return condemned.holds(location.pack(), location.ordinal());
    }

    View with(Quarantine other) {
        return new View(packs, index, other, condemned, names);
    }
}
