package dev.holdfast.store.vault;

import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.object.SealedRecord;
import dev.holdfast.store.index.Location;
import dev.holdfast.store.pack.DamagedRecord;
import dev.holdfast.store.pack.PackReader;
import dev.holdfast.store.pack.PackReaders;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads many objects in the order in which they lie on disc. */
final class Reading {
    /** Each round asks another place, after damage or after packs were taken away meanwhile. */
    private static final int ROUNDS_MAX = 16;

    private static final Comparator<Wanted> BY_PLACE =
            Comparator.<Wanted>comparingInt(wanted -> wanted.location.kind().code())
                    .thenComparing(wanted -> wanted.location.pack().value())
                    .thenComparingInt(wanted -> wanted.location.ordinal());

    private final VaultState state;
    private final RecordSink sink;
    private final Set<ObjectId> again = new HashSet<>();
    private final List<DamagedRecord> damaged = new ArrayList<>();

    private record Wanted(ObjectId id, Location location) {}

    Reading(VaultState state, RecordSink sink) {
        this.state = state;
        this.sink = sink;
    }

    /** Hands each object over once; returns those that are not present. */
    Set<ObjectId> read(Set<ObjectId> ids) throws IOException {
        Set<ObjectId> absent = new HashSet<>();
        Set<ObjectId> open = ids;
        for (int round = 0; round < ROUNDS_MAX && !open.isEmpty(); round++) {
            List<Wanted> wanted = locate(open, absent);
            if (round == 0 && !absent.isEmpty()) {
                // Perhaps published since we last looked.
                state.refresh();
                absent.clear();
                wanted = locate(open, absent);
            }
            again.clear();
            readAll(wanted);
            open = Set.copyOf(again);
        }
        absent.addAll(open);
        return absent;
    }

    private List<Wanted> locate(Set<ObjectId> ids, Set<ObjectId> absent) throws IOException {
        return state.ask(view -> {
            List<Wanted> wanted = new ArrayList<>();
            for (ObjectId id : ids) {
                List<Location> locations = view.find(id);
                if (locations.isEmpty()) {
                    absent.add(id);
                } else {
                    wanted.add(new Wanted(id, locations.getFirst()));
                }
            }
            wanted.sort(BY_PLACE);
            return wanted;
        });
    }

    private void readAll(List<Wanted> wanted) throws IOException {
        try (PackReaders readers = new PackReaders(state.volume())) {
            for (Wanted next : wanted) {
                Optional<SealedRecord> record = read(readers, next);
                if (record.isPresent()) {
                    sink.accept(record.get());
                }
            }
        }
        if (!damaged.isEmpty()) {
            state.quarantine(List.copyOf(damaged));
            damaged.clear();
        }
    }

    private Optional<SealedRecord> read(PackReaders readers, Wanted wanted) throws IOException {
        Location location = wanted.location;
        try {
            PackReader reader = readers.of(location.pack(), location.kind());
            return Optional.of(reader.read(location.ordinal(), wanted.id));
        } catch (MalformedException unreadable) {
            // A record that died since we looked is not damaged: its bytes were given back.
            if (state.refresh().find(wanted.id).contains(location)) {
                damaged.add(new DamagedRecord(location.pack(), location.ordinal(), wanted.id));
            }
        } catch (NoSuchFileException takenAway) {
            state.refreshFully();
        }
        again.add(wanted.id);
        return Optional.empty();
    }
}
