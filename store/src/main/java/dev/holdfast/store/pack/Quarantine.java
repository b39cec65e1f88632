package dev.holdfast.store.pack;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.PackId;
import dev.holdfast.model.cbor.CborReader;
import dev.holdfast.model.cbor.CborWriter;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.store.frame.Featured;
import dev.holdfast.store.frame.Frame;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * One view of which records were found damaged: they are not present; and of which objects were
 * given up for lost. Immutable. A record is known by pack and id, because its ordinal changes when
 * a pack's table has to be made again.
 */
public final class Quarantine {
    public static final String NAME = "quarantine";

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{16}\\.(bad|lost)");
    private static final int LENGTH_MAX = 16 << 20;

    private static final Featured.Form<List<DamagedRecord>> RECORDS =
            new Featured.Form<>(
                    "HFquar01", "a list of damaged records", Quarantine::read, Quarantine::write);

    private static final String LOST = ".lost";

    private static final Featured.Form<Set<ObjectId>> IDS =
            new Featured.Form<>(
                    "HFlost01",
                    "a list of lost objects",
                    Quarantine::readIds,
                    Quarantine::writeIds);

    private final Map<PackId, Set<ObjectId>> records;
    private final Set<ObjectId> forgotten;
    private final List<String> names;

    private Quarantine(
            Map<PackId, Set<ObjectId>> records, Set<ObjectId> forgotten, List<String> names) {
        this.records = records;
        this.forgotten = forgotten;
        this.names = List.copyOf(names);
    }

    /** Reads all files; one that cannot be read says nothing, and its records are found again. */
    public static Quarantine load(Volume volume) throws IOException {
        Map<PackId, Set<ObjectId>> records = new HashMap<>();
        Set<ObjectId> forgotten = new HashSet<>();
        List<String> names = names(volume);
        for (String name : names) {
            try {
                byte[] frame = volume.readAll(NAME + "/" + name, LENGTH_MAX);
                if (name.endsWith(LOST)) {
                    forgotten.addAll(Featured.decode(IDS, frame).value());
                } else {
                    addAll(records, Featured.decode(RECORDS, frame).value());
                }
            } catch (NoSuchFileException | MalformedException unreadable) {
                // The name alone counts, in the stamp.
            }
        }
        return new Quarantine(records, forgotten, names);
    }

    /** The names of the files: when they are the same, nothing was quarantined since. */
    public static List<String> names(Volume volume) throws IOException {
        return volume.list(NAME).stream().filter(FORM.asMatchPredicate()).toList();
    }

    /** Writes records down, under the vault's lock; durable on return. */
    public static void add(Volume volume, List<DamagedRecord> damaged) throws IOException {
        volume.replace(next(volume, ".bad"), Featured.encode(RECORDS, damaged));
    }

    /** Gives objects up for lost, under the vault's lock; durable on return. */
    public static void forget(Volume volume, Set<ObjectId> lost) throws IOException {
        volume.replace(next(volume, LOST), Featured.encode(IDS, lost));
    }

    private static String next(Volume volume, String suffix) throws IOException {
        List<String> names = names(volume);
        long newest =
                names.isEmpty() ? 0 : Long.parseUnsignedLong(names.getLast().substring(0, 16), 16);
        return "%s/%016x%s".formatted(NAME, newest + 1, suffix);
    }

    /** This view and some records more, without writing them down. */
    public Quarantine with(List<DamagedRecord> damaged) {
        Map<PackId, Set<ObjectId>> more = new HashMap<>();
        records.forEach((pack, ids) -> more.put(pack, new HashSet<>(ids)));
        addAll(more, damaged);
        return new Quarantine(more, forgotten, names);
    }

    private static void addAll(Map<PackId, Set<ObjectId>> records, List<DamagedRecord> damaged) {
        for (DamagedRecord record : damaged) {
            records.computeIfAbsent(record.pack(), pack -> new HashSet<>()).add(record.id());
        }
    }

    public boolean isEmpty() {
        return records.isEmpty();
    }

    public boolean holds(PackId pack, ObjectId id) {
        return records.getOrDefault(pack, Set.of()).contains(id);
    }

    /** Whether an object was given up for lost: what reaches it is kept without it. */
    public boolean isForgotten(ObjectId id) {
        return forgotten.contains(id);
    }

    /** The ids of all records. */
    public Set<ObjectId> ids() {
        Set<ObjectId> ids = new TreeSet<>();
        records.values().forEach(ids::addAll);
        return ids;
    }

    public List<String> names() {
        return names;
    }

    /** A digest of what is known to be damaged. */
    public Bytes stamp() {
        Set<Bytes> lines = new TreeSet<>();
        names.forEach(name -> lines.add(Bytes.utf8(name)));
        records.forEach((pack, ids) -> ids.forEach(id -> lines.add(Bytes.utf8(pack + " " + id))));
        MessageDigest sha256 = Frame.sha256();
        lines.forEach(line -> sha256.update(line.toArray()));
        return Bytes.copyOf(sha256.digest(), 0, Frame.DIGEST_SIZE);
    }

    private static void writeIds(Set<ObjectId> ids, CborWriter out) throws IOException {
        byte[] all = new byte[ids.size() * ObjectId.SIZE];
        int at = 0;
        for (ObjectId id : new TreeSet<>(ids)) {
            id.write(all, at);
            at += ObjectId.SIZE;
        }
        out.bytes(all);
    }

    private static Set<ObjectId> readIds(CborReader in) throws IOException {
        byte[] all = in.byteArray();
        Set<ObjectId> ids = new HashSet<>();
        for (int at = 0; at + ObjectId.SIZE <= all.length; at += ObjectId.SIZE) {
            ids.add(ObjectId.read(all, at));
        }
        return ids;
    }

    private static void write(List<DamagedRecord> damaged, CborWriter out) throws IOException {
        out.array(damaged.size());
        for (DamagedRecord record : damaged) {
            out.array(3);
            out.bytes(record.pack().toArray());
            out.integer(record.ordinal());
            out.id(record.id());
            out.end();
        }
        out.end();
    }

    private static List<DamagedRecord> read(CborReader in) throws IOException {
        List<DamagedRecord> damaged = new ArrayList<>();
        in.array();
        while (in.more()) {
            in.array();
            damaged.add(
                    new DamagedRecord(
                            PackId.of(in.byteArray()), in.intUpTo(Integer.MAX_VALUE), in.id()));
            in.end();
        }
        in.end();
        return damaged;
    }
}
