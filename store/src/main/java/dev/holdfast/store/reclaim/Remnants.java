package dev.holdfast.store.reclaim;

import dev.holdfast.model.PackId;
import dev.holdfast.platform.durable.DiscFullException;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.platform.durable.VolumeFile;
import dev.holdfast.platform.durable.VolumeLock;
import dev.holdfast.store.pack.PackEntry;
import dev.holdfast.store.pack.PackKind;
import dev.holdfast.store.pack.PackName;
import dev.holdfast.store.reclaim.Condemned.Dead;
import dev.holdfast.store.snapshot.SnapshotFiles;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives back the bytes of what was condemned: dead records in packs, and whole packs. */
final class Remnants {
    private final Premises premises;
    private final Volume volume;
    private final CondemnedNotes notes;

    Remnants(Premises premises) {
        this.premises = premises;
        this.volume = premises.volume();
        this.notes = new CondemnedNotes(volume);
    }

    /** Does again what may have been interrupted. */
    void finish() throws IOException {
        if (!notes.isUnfinished()) {
            return;
        }
        Scene scene;
        try (VolumeLock _ = premises.lock()) {
            scene = premises.lookLocked();
        }
        boolean done = true;
        for (Map.Entry<PackId, Dead> each : scene.condemned().packs().entrySet()) {
            PackKind kind = scene.packs().get(each.getKey());
            if (kind != null) {
                done &= finish(PackName.published(each.getKey(), kind), each.getValue());
            }
        }
        if (done) {
            conclude();
        }
    }

    private boolean finish(PackName pack, Dead dead) throws IOException {
        if (dead.isWhole()) {
            volume.delete(pack.path());
            return true;
        }
        if (pack.kind() == PackKind.META) {
            return true;
        }
        Optional<List<PackEntry>> table = JudgedPack.table(volume, pack, dead.records());
        return table.isEmpty() || punch(pack, table.get(), dead.ordinals());
    }

    /** After all bytes are given back: makes that durable, and forgets what was on its way. */
    void conclude() throws IOException {
        volume.syncAll();
        notes.finish();
        new SnapshotFiles(volume).removeExpired();
    }

    /** Whether the room of records was given back; it is tried again another time if not. */
    boolean punch(PackName pack, List<PackEntry> table, BitSet ordinals) throws IOException {
        try {
            Optional<VolumeFile> file = volume.claim(pack.path());
            if (file.isEmpty()) {
                return false;
            }
            try (VolumeFile open = file.get()) {
                for (var range : JudgedPack.ranges(pack.kind(), table, ordinals)) {
                    if (!open.punch(range.position(), range.length())) {
                        return true;
                    }
                }
            }
            return true;
        } catch (NoSuchFileException gone) {
            return true;
        } catch (DiscFullException full) {
            return false;
        }
    }
}
