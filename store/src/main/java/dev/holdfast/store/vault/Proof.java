package dev.holdfast.store.vault;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.PackId;
import dev.holdfast.store.index.DamagedSegmentException;
import dev.holdfast.store.pack.PackReaders;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * That everything reached from a root is present, and what follows from it. Made and used under the
 * vault's lock.
 *
 * @param missing some of what is not present; when it is empty the rest holds
 * @param closed all closed packs
 * @param stamp of the damage known
 */
record Proof(List<ObjectId> missing, Set<PackId> closed, Bytes stamp) {

    /**
     * Looks again, and walks until a walk meets no damage that was not known before.
     *
     * @param session the packs of the session that asks
     */
    static Proof attempt(VaultState state, ObjectId root, Set<PackId> session) throws IOException {
        View view = state.repairLocked();
        while (true) {
            Bytes stamp = view.stamp();
            Set<PackId> closed = new HashSet<>(state.index().closed(stamp));
            try (PackReaders readers = new PackReaders(state.volume())) {
                CompletenessWalk walk = new CompletenessWalk(view, readers, closed);
                walk.walk(root);
                if (!walk.damaged().isEmpty()) {
                    view = state.quarantineLocked(walk.damaged());
                } else if (!walk.missing().isEmpty()) {
                    return new Proof(walk.missing(), Set.of(), stamp);
                } else {
                    closed.addAll(walk.closable(session));
                    return new Proof(List.of(), closed, stamp);
                }
            } catch (DamagedSegmentException damaged) {
                view = state.repairLocked(damaged);
            }
        }
    }

    /** Remembers the closed packs. */
    void save(VaultState state) throws IOException {
        if (!closed.equals(state.index().closed(stamp))) {
            state.index().saveClosed(stamp, closed);
        }
    }
}
