package dev.holdfast.store.scrub;

import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.PackId;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.snapshot.Partial;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.store.index.Location;
import dev.holdfast.store.pack.PackEntry;
import dev.holdfast.store.pack.PackKind;
import dev.holdfast.store.pack.PackReader;
import dev.holdfast.store.pack.PackReaders;
import dev.holdfast.store.snapshot.PartialFiles;
import dev.holdfast.store.snapshot.SnapshotFiles;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds out which snapshots lack something. A record is <em>incomplete</em> when something that it
 * refers to is not present, or is incomplete itself. Meta packs are gone through from the oldest to
 * the newest, as a record mostly refers to older ones, again and again until nothing is found any
 * more: mostly twice, and once where nothing is lost. One bit a record.
 */
final class Tracing implements AutoCloseable {
    private final Examined vault;
    private final PackReaders readers;
    private final Map<PackId, BitSet> incomplete = new HashMap<>();
    private final Map<PackId, BitSet> visited = new HashMap<>();
    private final Set<ObjectId> lost = new LinkedHashSet<>();

    Tracing(Examined vault) {
        this.vault = vault;
        this.readers = new PackReaders(vault.volume());
    }

    DamageReport trace(Timestamp now) throws IOException {
        vault.look();
        List<PackId> packs = oldestFirst();
        while (pass(packs)) {
            // What was found makes more incomplete.
        }
        List<Long> damaged = new ArrayList<>();
        for (Snapshot snapshot : new SnapshotFiles(vault.volume()).list().readable()) {
            if (isLacking(snapshot.root())) {
                damaged.add(snapshot.sequence());
                collect(snapshot.root());
            }
        }
        for (Partial partial : new PartialFiles(vault.volume()).list().readable()) {
            if (isLacking(partial.root())) {
                collect(partial.root());
            }
        }
        return new DamageReport(now, damaged, List.copyOf(lost));
    }

    private record Aged(PackId id, Timestamp received) {}

    private List<PackId> oldestFirst() throws IOException {
        List<Aged> aged = new ArrayList<>();
        for (Map.Entry<PackId, PackKind> pack : vault.packs().entrySet()) {
            if (pack.getValue() == PackKind.META) {
                aged.add(new Aged(pack.getKey(), received(pack.getKey())));
            }
        }
        aged.sort(Comparator.comparing(Aged::received).thenComparing(each -> each.id().value()));
        return aged.stream().map(Aged::id).toList();
    }

    private Timestamp received(PackId pack) throws IOException {
        try {
            return readers.of(pack, PackKind.META).header().source().received();
        } catch (MalformedException | NoSuchFileException unknown) {
            return new Timestamp(0, 0);
        }
    }

    /** Whether another record came to be incomplete. */
    private boolean pass(List<PackId> packs) throws IOException {
        boolean found = false;
        for (PackId pack : packs) {
            try {
                found |= pass(pack, readers.of(pack, PackKind.META));
            } catch (NoSuchFileException reclaimed) {
                // Nothing of it was needed.
            }
        }
        return found;
    }

    private boolean pass(PackId pack, PackReader reader) throws IOException {
        boolean found = false;
        List<PackEntry> entries = reader.entries();
        for (int i = 0; i < entries.size(); i++) {
            if (vault.isDead(pack, i) || is(incomplete, pack, i)) {
                continue;
            }
            for (ObjectId reference : references(reader, i, entries.get(i).id())) {
                if (isLacking(reference)) {
                    set(incomplete, pack, i);
                    found = true;
                    break;
                }
            }
        }
        return found;
    }

    /** A record that cannot be read is not present: what refers to it tells. */
    private static List<ObjectId> references(PackReader reader, int ordinal, ObjectId id)
            throws IOException {
        try {
            return reader.read(ordinal, id).references();
        } catch (MalformedException damaged) {
            return List.of();
        }
    }

    private boolean isLacking(ObjectId id) throws IOException {
        List<Location> present = vault.present(id);
        return present.stream()
                .allMatch(place ->
                        place.kind() == PackKind.META
                                && is(incomplete, place.pack(), place.ordinal()));
    }

    /** Goes down from what is incomplete to what is lost. */
    private void collect(ObjectId root) throws IOException {
        Deque<ObjectId> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty() && lost.size() < DamageReport.LOST_MAX) {
            ObjectId id = open.removeLast();
            List<Location> present = vault.present(id);
            if (present.isEmpty() && !vault.isForgotten(id)) {
                lost.add(id);
            }
            for (Location place : present) {
                if (!is(visited, place.pack(), place.ordinal())) {
                    set(visited, place.pack(), place.ordinal());
                    addLacking(place, id, open);
                }
            }
        }
    }

    private void addLacking(Location place, ObjectId id, Deque<ObjectId> open) throws IOException {
        try {
            PackReader reader = readers.of(place.pack(), place.kind());
            for (ObjectId reference : references(reader, place.ordinal(), id)) {
                if (isLacking(reference)) {
                    open.add(reference);
                }
            }
        } catch (NoSuchFileException reclaimed) {
            // It expired while we looked.
        }
    }

    private static boolean is(Map<PackId, BitSet> bits, PackId pack, int ordinal) {
        BitSet of = bits.get(pack);
        return of != null && of.get(ordinal);
    }

    private static void set(Map<PackId, BitSet> bits, PackId pack, int ordinal) {
        bits.computeIfAbsent(pack, each -> new BitSet()).set(ordinal);
    }

    @Override
    public void close() throws IOException {
        readers.close();
    }
}
