package dev.holdfast.store.mark;

import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.object.SealedRecord;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.store.index.DamagedSegmentException;
import dev.holdfast.store.index.Location;
import dev.holdfast.store.mark.MarkedPack.Judgement;
import dev.holdfast.store.pack.DamagedRecord;
import dev.holdfast.store.pack.PackKind;
import dev.holdfast.store.pack.PackReader;
import dev.holdfast.store.pack.PackReaders;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * Carries marks from roots to all that they reach. Each record of a meta pack whose mark changed is
 * read and proven, and its references are marked; packs are gone through from the newest to the
 * oldest, each from its end, so that parents mostly come before their children. A record that was
 * passed already and changes again is taken up at once when the scan begins anew.
 *
 * <p>Of several records of one object the one in the newest pack counts, and the others are reached
 * by nothing. Memory: one byte a record, one bit a record that waits, and a little for each pack.
 */
public final class Marking implements AutoCloseable {
    private final Marks marks;
    private final Places places;
    private final Join join;
    private final PackReaders readers;

    /** Packs with pending records, by their place in the scan. */
    private final TreeMap<Integer, MarkedPack> pending = new TreeMap<>();

    public Marking(Volume volume, Marks marks, Places places, Join join) {
        this.marks = marks;
        this.places = places;
        this.join = join;
        this.readers = new PackReaders(volume);
    }

    /** Gives a root a mark; {@link #carry} does the rest. */
    public void reach(ObjectId root, int mark) throws IOException {
        raise(root, (byte) mark);
    }

    /**
     * Carries all marks on.
     *
     * @throws UnreadableRecordException if a record that is reached proves to be damaged
     * @throws ReclaimStoppedException if an object that is reached is not there or cannot be read
     */
    public void carry() throws IOException {
        int place = 0;
        while (!pending.isEmpty()) {
            var next = pending.ceilingEntry(place);
            MarkedPack pack = next == null ? pending.firstEntry().getValue() : next.getValue();
            sweep(pack);
            pending.remove(pack.place());
            if (pack.isPending()) {
                pending.put(pack.place(), pack);
                place = pack.place();
            } else {
                place = pack.place() + 1;
            }
        }
    }

    private void sweep(MarkedPack pack) throws IOException {
        int ordinal = pack.takePending(pack.lastOrdinal());
        while (ordinal >= 0) {
            byte mark = pack.rawMark(ordinal);
            for (ObjectId reference : read(pack, ordinal).references()) {
                raise(reference, mark);
            }
            ordinal = pack.takePending(ordinal);
        }
    }

    private SealedRecord read(MarkedPack pack, int ordinal) throws IOException {
        ObjectId meant = pack.meant(ordinal);
        try {
            PackReader reader = readers.of(pack.id(), pack.kind());
            return meant == null ? reader.read(ordinal) : reader.read(ordinal, meant);
        } catch (MalformedException unreadable) {
            ObjectId id = meant == null ? readers.of(pack.id(), pack.kind()).idAt(ordinal) : meant;
            throw new UnreadableRecordException(new DamagedRecord(pack.id(), ordinal, id));
        } catch (NoSuchFileException gone) {
            throw new ReclaimStoppedException("pack %s has vanished".formatted(pack.id()));
        }
    }

    private void raise(ObjectId id, byte mark) throws IOException {
        List<Location> present = choose(id, places.present(id));
        if (present.isEmpty()) {
            present = places.isForgotten(id) ? List.of() : damagedChunk(id);
        }
        for (Location location : present) {
            MarkedPack pack = marks.pack(location.pack(), location.kind());
            if (pack.raise(location.ordinal(), id, mark, join)) {
                pending.put(pack.place(), pack);
            }
        }
    }

    /** What was found damaged is kept; what it would have led to cannot be known. */
    private List<Location> damagedChunk(ObjectId id) throws DamagedSegmentException, IOException {
        List<Location> damaged = places.damaged(id);
        if (damaged.isEmpty()) {
            throw new ReclaimStoppedException("object %s is lost".formatted(id));
        }
        if (damaged.stream().anyMatch(location -> location.kind() == PackKind.META)) {
            throw new ReclaimStoppedException("object %s is damaged".formatted(id));
        }
        return damaged;
    }

    /** Of several records the newest that is believed; all of those that cannot be told apart. */
    private List<Location> choose(ObjectId id, List<Location> all) throws IOException {
        if (all.size() <= 1) {
            return all;
        }
        List<Location> same = new ArrayList<>();
        List<Location> perhaps = new ArrayList<>();
        for (Location location : all) {
            if (marks.pack(location.pack(), location.kind()).judgement() == Judgement.OPAQUE) {
                perhaps.add(location);
            } else if (isOf(id, location)) {
                same.add(location);
            }
        }
        same.stream()
                .min(
                        Comparator.comparing((Location each) -> places.isDistrusted(each.pack()))
                                .thenComparingInt(this::place)
                                .thenComparingInt(Location::ordinal))
                .ifPresent(perhaps::add);
        return perhaps;
    }

    private int place(Location location) {
        return marks.pack(location.pack(), location.kind()).place();
    }

    /** The index knows only the first half of an id. */
    private boolean isOf(ObjectId id, Location location) throws IOException {
        try {
            PackReader reader = readers.of(location.pack(), location.kind());
            return reader.idAt(location.ordinal()).equals(id);
        } catch (MalformedException | NoSuchFileException unreadable) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        readers.close();
    }
}
