package dev.holdfast.store.vault;

import dev.holdfast.model.ObjectId;
import dev.holdfast.model.PackId;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.platform.durable.VolumeLock;
import dev.holdfast.store.index.DamagedSegmentException;
import dev.holdfast.store.index.IndexFolder;
import dev.holdfast.store.index.Location;
import dev.holdfast.store.mark.Places;
import dev.holdfast.store.pack.PackWriter;
import dev.holdfast.store.reclaim.Premises;
import dev.holdfast.store.reclaim.Scene;
import java.io.IOException;
import java.util.List;

/** Lets room be made in a vault. */
final class VaultPremises implements Premises {
    private final VaultState state;

    VaultPremises(VaultState state) {
        this.state = state;
    }

    @Override
    public Volume volume() {
        return state.volume();
    }

    @Override
    public IndexFolder index() {
        return state.index();
    }

    @Override
    public VolumeLock lock() throws IOException {
        return state.lock();
    }

    @Override
    public Scene lookLocked() throws IOException {
        View view = state.repairLocked();
        return new Scene(
                view.packs(),
                new Seen(view),
                view.index().records(),
                view.condemned(),
                view.stamp());
    }

    @Override
    public void publishLocked(PackWriter pack) throws IOException {
        state.publishLocked(pack);
    }

    private record Seen(View view) implements Places {
        @Override
        public List<Location> present(ObjectId id) throws DamagedSegmentException {
            return view.find(id);
        }

        @Override
        public List<Location> damaged(ObjectId id) throws DamagedSegmentException {
            return view.findDamaged(id);
        }

        @Override
        public boolean isDistrusted(PackId pack) {
            return view.distrust().holds(pack);
        }

        @Override
        public boolean isForgotten(ObjectId id) {
            return view.quarantine().isForgotten(id);
        }
    }
}
