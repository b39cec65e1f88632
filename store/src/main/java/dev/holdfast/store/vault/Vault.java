package dev.holdfast.store.vault;

import dev.holdfast.model.ClientId;
import dev.holdfast.model.KeyId;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.PackId;
import dev.holdfast.model.Series;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.VaultId;
import dev.holdfast.model.feature.Features;
import dev.holdfast.model.object.KeyWrap;
import dev.holdfast.model.snapshot.Partial;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.platform.durable.VolumeLock;
import dev.holdfast.store.frame.Featured;
import dev.holdfast.store.index.Location;
import dev.holdfast.store.pack.DamagedRecord;
import dev.holdfast.store.pack.PackKind;
import dev.holdfast.store.pack.PackReader;
import dev.holdfast.store.pack.Quarantine;
import dev.holdfast.store.reclaim.Reclaim;
import dev.holdfast.store.reclaim.Reclaimed;
import dev.holdfast.store.reclaim.Survey;
import dev.holdfast.store.scrub.DamageReport;
import dev.holdfast.store.scrub.Scrub;
import dev.holdfast.store.scrub.ScrubMemory;
import dev.holdfast.store.scrub.Scrubbed;
import dev.holdfast.store.snapshot.Distrust;
import dev.holdfast.store.snapshot.OpenSessions;
import dev.holdfast.store.snapshot.PartialFiles;
import dev.holdfast.store.snapshot.SessionFiles;
import dev.holdfast.store.snapshot.SnapshotFiles;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The store of one trust domain on disc (docs/format.md, "A vault on disc"). Several processes may
 * have it open, several may write; a reader sees what was published when it last looked, and looks
 * again for what it does not find. For several threads; holds nothing that must be closed.
 */
public final class Vault {
    /** The most ids in one {@link CommitOutcome.Missing}: they fit into a message. */
    public static final int MISSING_MAX = 8_192;

    private final VaultState state;
    private final Features features;
    private final Wraps wraps;

    private Vault(VaultState state, Features features) {
        this.state = state;
        this.features = features;
        this.wraps = new Wraps(state);
    }

    /**
     * Makes an empty vault; done again after a crash it goes on.
     *
     * @throws FileAlreadyExistsException if there is one already
     */
    public static Vault create(Volume volume, VaultId id, Timestamp now) throws IOException {
        if (volume.exists(VaultFile.NAME) || VaultFileRecovery.hasContents(volume)) {
            throw new FileAlreadyExistsException(
                    VaultFile.NAME, null, "there is a vault already in " + volume);
        }
        for (PackKind kind : PackKind.values()) {
            volume.makeDirectory(kind.folder());
        }
        for (String folder : VaultState.FOLDERS) {
            volume.makeDirectory(folder);
        }
        new VaultFile(id, now).save(volume);
        return open(volume);
    }

    /**
     * Opens a vault; salvages what dead writers left and puts the index right, unless somebody is
     * at it. A lost {@code vault.cbor} is made again.
     *
     * @throws dev.holdfast.model.feature.TooNewException if it has features unknown to this version
     * @throws dev.holdfast.model.MalformedException if {@code vault.cbor} is damaged or gone, and
     *     the packs do not tell what it said
     * @throws java.nio.file.NoSuchFileException if there is no vault
     */
    public static Vault open(Volume volume) throws IOException {
        Featured<VaultFile> file = VaultFile.load(volume);
        try {
            return new Vault(VaultState.open(volume, file.value().id()), file.features());
        } catch (NoSuchFileException lost) {
            // There is a vault: nobody may take it for none.
            throw new IOException(
                    "cannot open the vault: no file %s".formatted(lost.getFile()), lost);
        }
    }

    /**
     * Whether a session may be writing to a vault. Costs next to nothing; says so for a while after
     * a writer has died, and not of one for whose sign there was no room.
     *
     * @param volume the vault's, which need not be opened
     */
    public static boolean isWrittenTo(Volume volume) throws IOException {
        return new OpenSessions(volume).isAnySigned();
    }

    /** Whether this session writes now; one that has just begun on a full disc is overlooked. */
    public boolean isOpen(Snapshot.Origin session) throws IOException {
        return new OpenSessions(state.volume()).isOpen(session);
    }

    public VaultId id() {
        return state.id();
    }

    /** All series of a client of which a session ever began. */
    public Set<Series> series(ClientId client) throws IOException {
        return new SessionFiles(state.volume()).series(client);
    }

    /** Which of some objects are not present; order kept. */
    public List<ObjectId> missing(List<ObjectId> ids) throws IOException {
        return state.ask(view -> {
            List<ObjectId> missing = new ArrayList<>();
            for (ObjectId id : ids) {
                if (!view.contains(id)) {
                    missing.add(id);
                }
            }
            return missing;
        });
    }

    /**
     * Begins to write. From now on older sessions of the same series cannot commit.
     *
     * @throws dev.holdfast.model.feature.TooNewException if this version may only read the vault
     */
    public Upload upload(Provenance provenance) throws IOException {
        features.requireWritable("this vault");
        try (VolumeLock _ = state.lock()) {
            state.repairLocked();
            new SessionFiles(state.volume()).begin(provenance.origin());
            Reclaim.prepareLocked(state.volume());
            return new Upload(
                    state,
                    provenance,
                    new OpenSessions(state.volume()).begin(provenance.origin()).orElse(null));
        }
    }

    /** The uploads that are under way now, in any process. */
    public List<Snapshot.Origin> uploadsUnderWay() throws IOException {
        try (VolumeLock _ = state.lock()) {
            return new OpenSessions(state.volume()).list();
        }
    }

    /**
     * Reads objects in the order in which they lie on disc, one in memory at a time. A record that
     * proves to be damaged is quarantined.
     *
     * @return those that are not present, in the order in which they were asked for
     */
    public List<ObjectId> read(List<ObjectId> ids, RecordSink sink) throws IOException {
        Set<ObjectId> distinct = new LinkedHashSet<>(ids);
        Set<ObjectId> absent = new Reading(state, sink).read(distinct);
        return distinct.stream().filter(absent::contains).toList();
    }

    /** The wraps of a content key; none if the key is unknown here. */
    public List<KeyWrap> wraps(KeyId key) throws IOException {
        return wraps.of(key);
    }

    /** All snapshots that can be read, oldest first. */
    public List<Snapshot> snapshots() throws IOException {
        return new SnapshotFiles(state.volume()).list().readable();
    }

    /** The sequences of snapshots that cannot be read: damaged, or from a newer version. */
    public List<Long> unreadableSnapshots() throws IOException {
        return new SnapshotFiles(state.volume()).list().unreadable();
    }

    /** All partials that can be read. */
    public List<Partial> partials() throws IOException {
        return new PartialFiles(state.volume()).list().readable();
    }

    /** The file names of partials that cannot be read. */
    public List<String> unreadablePartials() throws IOException {
        return new PartialFiles(state.volume()).list().unreadable();
    }

    /** Makes the whole index again from the packs. */
    public IndexFigures rebuildIndex() throws IOException {
        try (VolumeLock _ = state.lock()) {
            View view = state.rebuildLocked();
            return new IndexFigures(
                    view.packs().size(), view.index().entryCount(), view.index().segmentCount());
        }
    }

    /**
     * What it would come to if these snapshots went, one after another.
     *
     * @param order sequences, each once; those that do not exist count for nothing
     * @throws dev.holdfast.store.mark.ReclaimStoppedException if something that is kept cannot be
     *     read: nothing may go then
     */
    public Survey survey(List<Long> order) throws IOException {
        return state.reclaiming(reclaim -> reclaim.survey(order));
    }

    /**
     * Expires the first snapshots of a survey's order, and gives back the room of everything that
     * nothing reaches then. Beside sessions that write; one at a time, others wait.
     *
     * @throws dev.holdfast.store.mark.ReclaimStoppedException as {@link #survey}: nothing changed
     * @throws dev.holdfast.platform.durable.DiscFullException if not even that could be done
     */
    public Reclaimed reclaim(Survey survey, int prefix) throws IOException {
        return state.reclaiming(reclaim -> reclaim.run(survey, prefix));
    }

    /**
     * For each snapshot how many bytes only it reaches.
     *
     * @throws dev.holdfast.store.mark.ReclaimStoppedException as {@link #survey}
     */
    public Map<Long, Long> exclusiveBytes() throws IOException {
        return state.reclaiming(Reclaim::exclusive);
    }

    /** Forgets a partial: what only it reaches goes with the next reclaim. */
    public void forget(Partial partial) throws IOException {
        try (VolumeLock _ = state.lock()) {
            PartialFiles files = new PartialFiles(state.volume());
            if (files.list().readable().contains(partial)) {
                files.remove(partial.origin());
            }
        }
    }

    /** From now on these records are not present. */
    public void quarantine(List<DamagedRecord> damaged) throws IOException {
        if (!damaged.isEmpty()) {
            state.quarantine(damaged);
        }
    }

    /**
     * The objects that were found damaged and not brought again since, unless these roots need none
     * of them: everything they reach has been proven present since the last damage was found.
     */
    public List<ObjectId> damagedBelow(List<ObjectId> roots) throws IOException {
        List<ObjectId> damaged = roots.isEmpty() ? List.of() : damaged();
        if (damaged.isEmpty()) {
            return List.of();
        }
        Set<PackId> closed = state.index().closed(state.view().stamp());
        for (ObjectId root : roots) {
            List<Location> locations = state.ask(view -> view.find(root));
            if (locations.stream().noneMatch(each -> closed.contains(each.pack()))) {
                return damaged;
            }
        }
        return List.of();
    }

    /** The objects that were found damaged and not brought again since. */
    public List<ObjectId> damaged() throws IOException {
        return state.damaged();
    }

    /**
     * Reads on and proves what lies there, from where somebody stopped; what is damaged is
     * quarantined.
     *
     * @param bytesMax after which no other pack is begun
     * @return empty if somebody else is at it
     */
    public Optional<Scrubbed> scrub(long bytesMax, Timestamp now) throws IOException {
        return new Scrub(new ExaminedVault(state), now).run(bytesMax);
    }

    /**
     * From now on nobody may count on what was received since a time, and sessions that have begun
     * bring nothing more: what clients need of it they send again. It can be read as before.
     *
     * @param now after which everything is believed again
     * @return how many packs that are
     */
    public int distrust(Timestamp since, Timestamp now) throws IOException {
        Distrust.Window window = new Distrust.Window(since, now);
        try (VolumeLock _ = state.lock()) {
            View view = state.repairLocked();
            List<PackId> packs = new ArrayList<>();
            for (Map.Entry<PackId, PackKind> pack : view.packs().entrySet()) {
                if (isSince(pack.getKey(), pack.getValue(), since)) {
                    packs.add(pack.getKey());
                }
            }
            Distrust.add(state.volume(), window, packs);
            state.repairLocked();
            return packs.size();
        }
    }

    /** A pack that does not tell is not believed either. */
    private boolean isSince(PackId id, PackKind kind, Timestamp since) throws IOException {
        try (PackReader reader = PackReader.open(state.volume(), id, kind)) {
            return reader.header().source().received().compareTo(since) >= 0;
        } catch (MalformedException damaged) {
            return true;
        } catch (NoSuchFileException reclaimed) {
            return false;
        }
    }

    /** Tells whether a snapshot or partial is believed, by when it was received. */
    public Predicate<Timestamp> belief() throws IOException {
        Distrust distrust = Distrust.load(state.volume());
        return received -> !distrust.covers(received);
    }

    /** What is known to be wrong with it. */
    public Health health() throws IOException {
        Set<Long> existing = new HashSet<>();
        snapshots().forEach(snapshot -> existing.add(snapshot.sequence()));
        Optional<DamageReport> report = DamageReport.load(state.volume());
        List<ObjectId> lost = missing(report.map(DamageReport::lost).orElse(List.of()));
        Quarantine quarantine = state.view().quarantine();
        boolean isHealed =
                report.filter(each -> !each.lost().isEmpty()).isPresent() && lost.isEmpty();
        return new Health(
                ScrubMemory.load(state.volume()),
                damaged().size(),
                isHealed
                        ? List.of()
                        : report.map(DamageReport::snapshots).orElse(List.of()).stream()
                                .filter(existing::contains)
                                .toList(),
                (int) lost.stream().filter(id -> !quarantine.isForgotten(id)).count(),
                unreadableSnapshots(),
                unreadablePartials());
    }

    /**
     * Gives up what is lost: snapshots whose files cannot be read go, and so do partials; the
     * others are kept without what they lack. So room can be made again.
     *
     * @return what was given up
     */
    public Health forgetLost(Timestamp now) throws IOException {
        ExaminedVault examined = new ExaminedVault(state);
        DamageReport report = new Scrub(examined, now).report();
        Health before = health();
        try (VolumeLock _ = state.lock()) {
            state.repairLocked();
            if (!report.lost().isEmpty()) {
                Quarantine.forget(state.volume(), new HashSet<>(report.lost()));
            }
            new SnapshotFiles(state.volume()).expire(before.unreadableSnapshots());
            new PartialFiles(state.volume()).removeUnreadable();
            state.repairLocked();
        }
        return before;
    }
}
