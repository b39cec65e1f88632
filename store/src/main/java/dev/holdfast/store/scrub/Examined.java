package dev.holdfast.store.scrub;

import dev.holdfast.model.ObjectId;
import dev.holdfast.model.PackId;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.store.index.Location;
import dev.holdfast.store.pack.DamagedRecord;
import dev.holdfast.store.pack.PackKind;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The vault that is examined. It changes meanwhile; each method looks at it as it is then. */
public interface Examined {
    Volume volume();

    /** The packs that exist. */
    Map<PackId, PackKind> packs() throws IOException;

    /** How many records the index has of a pack; 0 of one that it does not know. */
    int indexed(PackId pack);

    /** Whether a record's bytes were given back, or may be at any moment. */
    boolean isDead(PackId pack, int ordinal);

    /** Where an object lies; nowhere if it is not present. */
    List<Location> present(ObjectId id) throws IOException;

    /** Whether something was found damaged and not brought again since. */
    boolean hasDamage() throws IOException;

    /** Whether it was given up for lost. */
    boolean isForgotten(ObjectId id);

    /** Looks again: what was published, condemned or quarantined since counts from now on. */
    void look() throws IOException;

    /** From now on these records are not present. */
    void quarantine(List<DamagedRecord> damaged) throws IOException;

    /** Makes the index again from the packs. */
    void rebuildIndex() throws IOException;
}
