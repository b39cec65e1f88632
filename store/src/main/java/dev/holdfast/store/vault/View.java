package dev.holdfast.store.vault;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.PackId;
import dev.holdfast.store.frame.Frame;
import dev.holdfast.store.index.DamagedSegmentException;
import dev.holdfast.store.index.Index;
import dev.holdfast.store.index.Location;
import dev.holdfast.store.pack.PackKind;
import dev.holdfast.store.pack.Quarantine;
import dev.holdfast.store.reclaim.Condemned;
import dev.holdfast.store.snapshot.Distrust;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
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
        Distrust distrust,
        List<String> names) {

    boolean contains(ObjectId id) throws DamagedSegmentException {
        return everythingCounts() ? index.contains(id) : !find(id).isEmpty();
    }

    /** Whether somebody may count on an object who commits from now on. */
    boolean believes(ObjectId id) throws DamagedSegmentException {
        return distrust.isEmpty() ? contains(id) : !findBelieved(id).isEmpty();
    }

    /** Where an object lies that may be counted on. */
    List<Location> findBelieved(ObjectId id) throws DamagedSegmentException {
        List<Location> believed = new ArrayList<>(find(id));
        believed.removeIf(location -> distrust.holds(location.pack()));
        return believed;
    }

    /** Where an object lies; what may be counted on comes first. */
    List<Location> find(ObjectId id) throws DamagedSegmentException {
        List<Location> all = index.find(id);
        if (everythingCounts()) {
            return all;
        }
        List<Location> present = new ArrayList<>(all);
        present.removeIf(location -> isDead(location) || quarantine.holds(location.pack(), id));
        present.sort(Comparator.comparing(location -> distrust.holds(location.pack())));
        return present;
    }

    /** Records that were found damaged and are not dead. */
    List<Location> findDamaged(ObjectId id) throws DamagedSegmentException {
        List<Location> damaged = new ArrayList<>(index.find(id));
        damaged.removeIf(location -> isDead(location) || !quarantine.holds(location.pack(), id));
        return damaged;
    }

    private boolean everythingCounts() {
        return quarantine.isEmpty() && condemned.isEmpty() && distrust.isEmpty();
    }

    private boolean isDead(Location location) {
        return condemned.holds(location.pack(), location.ordinal());
    }

    /** A digest of what is known to be damaged or distrusted. */
    Bytes stamp() {
        if (distrust.names().isEmpty()) {
            return quarantine.stamp();
        }
        MessageDigest sha256 = Frame.sha256();
        sha256.update(quarantine.stamp().toArray());
        distrust.names().forEach(name -> sha256.update(Bytes.utf8(name).toArray()));
        return Bytes.copyOf(sha256.digest(), 0, Frame.DIGEST_SIZE);
    }

    View with(Quarantine other) {
        return new View(packs, index, other, condemned, distrust, names);
    }
}
