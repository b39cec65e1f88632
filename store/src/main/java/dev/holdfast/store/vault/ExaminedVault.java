package dev.holdfast.store.vault;

import dev.holdfast.model.ObjectId;
import dev.holdfast.model.PackId;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.platform.durable.VolumeLock;
import dev.holdfast.store.index.Location;
import dev.holdfast.store.pack.DamagedRecord;
import dev.holdfast.store.pack.PackKind;
import dev.holdfast.store.scrub.Examined;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Lets a vault be examined beside whatever else is done there. */
final class ExaminedVault implements Examined {
    private final VaultState state;
    private Map<PackId, Integer> indexed;

    ExaminedVault(VaultState state) throws IOException {
        this.state = state;
        this.indexed = state.refreshFully().index().records();
    }

    @Override
    public Volume volume() {
        return state.volume();
    }

    @Override
    public Map<PackId, PackKind> packs() {
        return state.view().packs();
    }

    @Override
    public int indexed(PackId pack) {
        return indexed.getOrDefault(pack, 0);
    }

    @Override
    public boolean isDead(PackId pack, int ordinal) {
        return state.view().condemned().holds(pack, ordinal);
    }

    @Override
    public List<Location> present(ObjectId id) throws IOException {
        return state.ask(view -> view.find(id));
    }

    @Override
    public boolean hasDamage() throws IOException {
        return !state.damaged().isEmpty();
    }

    @Override
    public boolean isForgotten(ObjectId id) {
        return state.view().quarantine().isForgotten(id);
    }

    @Override
    public void look() throws IOException {
        indexed = state.refreshFully().index().records();
    }

    @Override
    public void quarantine(List<DamagedRecord> damaged) throws IOException {
        state.quarantine(damaged);
    }

    @Override
    public void rebuildIndex() throws IOException {
        try (VolumeLock _ = state.lock()) {
            indexed = state.rebuildLocked().index().records();
        }
    }
}
