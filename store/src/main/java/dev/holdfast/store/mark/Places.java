package dev.holdfast.store.mark;

import dev.holdfast.model.ObjectId;
import dev.holdfast.model.PackId;
import dev.holdfast.store.index.DamagedSegmentException;
import dev.holdfast.store.index.Location;
import java.util.List;

/** Where the records of objects lie, as it was at one moment. */
public interface Places {
    /** The records of an object that are present. */
    List<Location> present(ObjectId id) throws DamagedSegmentException;

    /** The records of an object that were found damaged, and are kept all the same. */
    List<Location> damaged(ObjectId id) throws DamagedSegmentException;

    /** Whether nobody may count on a pack who commits from now on. */
    boolean isDistrusted(PackId pack);

    /** Whether an object was given up for lost: what reaches it is kept without it. */
    boolean isForgotten(ObjectId id);
}
