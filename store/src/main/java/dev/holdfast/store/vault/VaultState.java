package dev.holdfast.store.vault;

import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.PackId;
import dev.holdfast.model.VaultId;
import dev.holdfast.platform.durable.DiscFullException;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.platform.durable.VolumeLock;
import dev.holdfast.store.index.DamagedSegmentException;
import dev.holdfast.store.index.Index;
import dev.holdfast.store.index.IndexFolder;
import dev.holdfast.store.mark.UnreadableRecordException;
import dev.holdfast.store.pack.DamagedRecord;
import dev.holdfast.store.pack.PackHeader;
import dev.holdfast.store.pack.PackKind;
import dev.holdfast.store.pack.PackName;
import dev.holdfast.store.pack.PackSalvage;
import dev.holdfast.store.pack.PackWriter;
import dev.holdfast.store.pack.Quarantine;
import dev.holdfast.store.reclaim.Condemned;
import dev.holdfast.store.reclaim.CondemnedNotes;
import dev.holdfast.store.reclaim.CondemnedRescue;
import dev.holdfast.store.reclaim.Reclaim;
import dev.holdfast.store.snapshot.Distrust;
import dev.holdfast.store.snapshot.PartialFiles;
import dev.holdfast.store.snapshot.SessionFiles;
import dev.holdfast.store.snapshot.SnapshotFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The present view of a vault and what changes it. Methods that end in <em>Locked</em> are called
 * with the vault's lock held; it is not reentrant, so the others are called without.
 */
final class VaultState {
    /** Of files that are replaced as a whole. */
    static final List<String> FOLDERS =
            List.of(
                    SnapshotFiles.NAME,
                    PartialFiles.NAME,
                    SessionFiles.NAME,
                    IndexFolder.NAME,
                    Quarantine.NAME,
                    CondemnedNotes.NAME,
                    Distrust.NAME);

    /** Held by commit, and by whatever else changes what is present. */
    static final String LOCK = "lock";

    /** A damaged segment is dropped each time, so more would mean that the disc lies. */
    private static final int REPAIRS_MAX = 64;

    private final Volume volume;
    private final VaultId id;
    private final IndexFolder index;
    private volatile View view;

    /** Damage that is known here and, as the disc was full, nowhere else. */
    private final Set<DamagedRecord> unwritten = new LinkedHashSet<>();

    /** How often the view was changed. */
    private volatile int changes;

    private VaultState(Volume volume, VaultId id, IndexFolder index, View view) {
        this.volume = volume;
        this.id = id;
        this.index = index;
        this.view = view;
    }

    static VaultState open(Volume volume, VaultId id) throws IOException {
        IndexFolder index = new IndexFolder(volume);
        Optional<VolumeLock> lock = volume.tryLock(LOCK);
        if (lock.isEmpty()) {
            return new VaultState(volume, id, index, look(volume, index, null));
        }
        try (VolumeLock _ = lock.get()) {
            sweep(volume);
            return new VaultState(volume, id, index, repair(volume, index, null));
        }
    }

    /** Deletes what was being written when a machine stopped, and never got its name. */
    private static void sweep(Volume volume) throws IOException {
        for (String folder : FOLDERS) {
            for (String name : volume.list(folder)) {
                if (name.endsWith(Volume.UNFINISHED)) {
                    volume.delete(folder + "/" + name);
                }
            }
        }
    }

    Volume volume() {
        return volume;
    }

    VaultId id() {
        return id;
    }

    IndexFolder index() {
        return index;
    }

    View view() {
        return view;
    }

    VolumeLock lock() throws IOException {
        return volume.lock(LOCK);
    }

    /** Looks without changing anything. */
    private static View look(Volume volume, IndexFolder index, @Nullable Index before)
            throws IOException {
        // Names first: what is published while we look is looked at again.
        List<String> names = names(volume, index);
        Map<PackId, PackKind> packs = published(PackName.list(volume));
        Index seen = index.view(packs, before);
        Condemned condemned = condemned(volume).matching(seen.records());
        return new View(
                packs, seen, Quarantine.load(volume), condemned, Distrust.load(volume), names);
    }

    /** When a note is damaged, whoever has the vault's lock finds out what it said. */
    private static Condemned condemned(Volume volume) throws IOException {
        try {
            return new CondemnedNotes(volume).load();
        } catch (MalformedException damaged) {
            return Condemned.NONE;
        }
    }

    private static List<String> names(Volume volume, IndexFolder index) throws IOException {
        List<String> names = new ArrayList<>(index.names());
        names.addAll(Quarantine.names(volume));
        names.addAll(new CondemnedNotes(volume).names());
        names.addAll(Distrust.names(volume));
        return names;
    }

    private static Map<PackId, PackKind> published(List<PackName> names) {
        Map<PackId, PackKind> packs = new HashMap<>();
        for (PackName name : names) {
            if (name.state() == PackName.State.PUBLISHED) {
                packs.put(name.id(), name.kind());
            }
        }
        return packs;
    }

    private static View repair(Volume volume, IndexFolder index, @Nullable Index before)
            throws IOException {
        List<PackName> names = PackName.list(volume);
        Map<PackId, PackKind> packs = published(names);
        Set<PackId> salvaged = new HashSet<>();
        Distrust distrust = Distrust.load(volume);
        Predicate<PackHeader> unwanted = header -> distrust.covers(header.source().received());
        for (PackName name : names) {
            if (name.state() == PackName.State.WRITING
                    && PackSalvage.salvage(volume, name, unwanted)
                            == PackSalvage.Outcome.PUBLISHED) {
                salvaged.add(name.id());
                packs.put(name.id(), name.kind());
            }
        }
        try {
            makeFolders(volume);
            Condemned condemned = CondemnedRescue.load(volume, index, packs);
            Index repaired =
                    index.repair(
                            packs, new IndexFolder.Changes(salvaged, condemned::isWhole), before);
            return new View(
                    packs,
                    repaired,
                    Quarantine.load(volume),
                    condemned.matching(repaired.records()),
                    distrust,
                    names(volume, index));
        } catch (DiscFullException full) {
            // A full disc keeps nobody from reading.
            return look(volume, index, before);
        }
    }

    /** An empty one may have been lost on the way, when somebody copied the vault. */
    private static void makeFolders(Volume volume) throws IOException {
        for (String folder : FOLDERS) {
            if (!volume.exists(folder)) {
                volume.makeDirectory(folder);
            }
        }
    }

    /** Looks again, if anything changed since. */
    View refresh() throws IOException {
        View before = view;
        return names(volume, index).equals(before.names()) ? before : refreshFully();
    }

    /** Looks again, even for what leaves no trace: packs taken away. */
    View refreshFully() throws IOException {
        int before = changes;
        return changed(before, look(volume, index, view.index()));
    }

    /** Looks again, salvages what dead writers left, and puts the index right. */
    View repairLocked() throws IOException {
        return changed(repair(volume, index, view.index()));
    }

    /** Makes a damaged segment again. */
    View repairLocked(DamagedSegmentException damaged) throws IOException {
        index.drop(damaged);
        return changed(repair(volume, index, null));
    }

    /** Makes the whole index again. */
    View rebuildLocked() throws IOException {
        index.clear();
        View rebuilt = changed(repair(volume, index, null));
        CondemnedRescue.makeAgain(volume, index, rebuilt.packs());
        return repairLocked();
    }

    private synchronized View changed(View changed) {
        view =
                unwritten.isEmpty()
                        ? changed
                        : changed.with(changed.quarantine().with(List.copyOf(unwritten)));
        changes = changes + 1;
        return view;
    }

    /** If somebody with the lock was quicker, theirs is at least as new. */
    private synchronized View changed(int before, View changed) {
        return changes == before ? changed(changed) : view;
    }

    /** Gives a sealed pack its name; from now on everybody may see its records. */
    void publishLocked(PackWriter pack) throws IOException {
        pack.publish();
        View before = view;
        PackHeader header = pack.header();
        Index more = index.add(before.index(), header.id(), header.kind(), pack.entries());
        Map<PackId, PackKind> packs = new HashMap<>(before.packs());
        packs.put(header.id(), header.kind());
        // The names stay those of before: others may have published too, and we have not looked.
        changed(
                new View(
                        packs,
                        more,
                        before.quarantine(),
                        before.condemned(),
                        before.distrust(),
                        before.names()));
        if (index.wantsMerge(more)) {
            repairLocked();
        }
    }

    /** From now on these records are not present. */
    View quarantineLocked(List<DamagedRecord> damaged) throws IOException {
        Quarantine.add(volume, remember(damaged));
        written();
        return changed(view.with(Quarantine.load(volume)));
    }

    /** The same for who reads: on a full disc it is only remembered, and found again later. */
    void quarantine(List<DamagedRecord> damaged) throws IOException {
        try (VolumeLock _ = lock()) {
            quarantineLocked(damaged);
        } catch (DiscFullException full) {
            remember(damaged);
        }
    }

    /** Returns all that is still to be written down. */
    private synchronized List<DamagedRecord> remember(List<DamagedRecord> damaged) {
        unwritten.addAll(damaged);
        changed(view);
        return List.copyOf(unwritten);
    }

    private synchronized void written() {
        unwritten.clear();
    }

    /** The objects that were found damaged and not brought again since. */
    List<ObjectId> damaged() throws IOException {
        refresh();
        return ask(view -> {
            List<ObjectId> absent = new ArrayList<>();
            for (ObjectId id : view.quarantine().ids()) {
                if (!view.contains(id)) {
                    absent.add(id);
                }
            }
            return absent;
        });
    }

    /** Something that is done with a vault's room. */
    @FunctionalInterface
    interface RoomWork<T> {
        T with(Reclaim reclaim) throws IOException;
    }

    /** Does it; damage that is met is put right or written down first, and it is done again. */
    <T> T reclaiming(RoomWork<T> work) throws IOException {
        Reclaim reclaim = new Reclaim(new VaultPremises(this));
        for (int repairs = 0; ; repairs++) {
            try {
                return work.with(reclaim);
            } catch (DamagedSegmentException damaged) {
                requireFewer(repairs, damaged);
                try (VolumeLock _ = lock()) {
                    repairLocked(damaged);
                }
            } catch (UnreadableRecordException damaged) {
                requireFewer(repairs, damaged);
                quarantine(List.of(damaged.record()));
            }
        }
    }

    private static <E extends IOException> void requireFewer(int repairs, E failure) throws E {
        if (repairs == REPAIRS_MAX) {
            throw failure;
        }
    }

    /** A question that is only answered from the index. */
    @FunctionalInterface
    interface Question<T> {
        T ask(View view) throws DamagedSegmentException;
    }

    /** Asks; a damaged segment that is met is made again first. */
    <T> T ask(Question<T> question) throws IOException {
        for (int repairs = 0; ; repairs++) {
            try {
                return question.ask(view);
            } catch (DamagedSegmentException damaged) {
                if (repairs == REPAIRS_MAX) {
                    throw damaged;
                }
                try (VolumeLock _ = lock()) {
                    repairLocked(damaged);
                }
            }
        }
    }
}
