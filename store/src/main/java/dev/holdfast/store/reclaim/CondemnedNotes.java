package dev.holdfast.store.reclaim;

import dev.holdfast.model.MalformedException;
import dev.holdfast.model.PackId;
import dev.holdfast.model.cbor.CborReader;
import dev.holdfast.model.cbor.CborWriter;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.store.frame.Featured;
import dev.holdfast.store.reclaim.Condemned.Dead;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The notes of which records are dead, on disc. Each new one says all that is known, so the older
 * ones go; until then all of them count together. Changed under the vault's lock.
 */
public final class CondemnedNotes {
    public static final String NAME = "condemned";

    /** A note whose records' bytes may not all be gone yet. */
    private static final String DYING = ".dying";

    private static final String DEAD = ".dead";
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{16}\\.(dying|dead)");

    /** One bit for each of some hundred million records. */
    private static final int LENGTH_MAX = 64 << 20;

    private static final Featured.Form<Map<PackId, Dead>> FORMAT =
            new Featured.Form<>(
                    "HFdead01",
                    "a list of dead records",
                    CondemnedNotes::read,
                    CondemnedNotes::write);

    private final Volume volume;

    public CondemnedNotes(Volume volume) {
        this.volume = volume;
    }

    /** The names of the notes: when they are the same, nothing was condemned since. */
    public List<String> names() throws IOException {
        return volume.list(NAME).stream().filter(FORM.asMatchPredicate()).toList();
    }

    /**
     * Reads all notes.
     *
     * @throws MalformedException if one is damaged: then it cannot be known here what is dead
     */
    public Condemned load() throws IOException {
        Map<PackId, Dead> packs = new HashMap<>();
        List<String> names = names();
        for (String name : names) {
            try {
                Featured.decode(FORMAT, volume.readAll(NAME + "/" + name, LENGTH_MAX))
                        .value()
                        .forEach((pack, dead) -> packs.merge(pack, dead, CondemnedNotes::both));
            } catch (NoSuchFileException replaced) {
                // By one that says more, which is read when somebody looks again.
            }
        }
        return new Condemned(packs, names);
    }

    private static Dead both(Dead one, Dead other) {
        if (one.records() != other.records()) {
            return one.records() > other.records() ? one : other;
        }
        BitSet ordinals = one.ordinals();
        ordinals.or(other.ordinals());
        return new Dead(one.records(), ordinals);
    }

    /** Whether there may be bytes left of what was condemned. */
    boolean isUnfinished() throws IOException {
        return names().stream().anyMatch(name -> name.endsWith(DYING));
    }

    /** Condemns; durable on return, and needs room for one small file. */
    void save(Map<PackId, Dead> packs) throws IOException {
        List<String> before = names();
        long newest = before.isEmpty() ? 0 : Long.parseLong(before.getLast().substring(0, 16), 16);
        String name = "%s/%016x%s".formatted(NAME, newest + 1, DYING);
        volume.replace(name, Featured.encode(FORMAT, packs));
        for (String old : before) {
            volume.delete(NAME + "/" + old);
        }
        volume.syncDirectory(NAME);
    }

    /** Says that all bytes of what was condemned are gone; needs no room. */
    void finish() throws IOException {
        for (String name : names()) {
            if (name.endsWith(DYING)) {
                String stem = name.substring(0, name.length() - DYING.length());
                volume.rename(NAME + "/" + name, NAME + "/" + stem + DEAD);
            }
        }
        volume.syncDirectory(NAME);
    }

    private static void write(Map<PackId, Dead> packs, CborWriter out) throws IOException {
        out.array(packs.size());
        for (Map.Entry<PackId, Dead> pack : sorted(packs).entrySet()) {
            Dead dead = pack.getValue();
            out.array(3);
            out.bytes(pack.getKey().toArray());
            out.integer(dead.records());
            out.bytes(dead.isWhole() ? new byte[0] : dead.ordinals().toByteArray());
            out.end();
        }
        out.end();
    }

    private static Map<PackId, Dead> sorted(Map<PackId, Dead> packs) {
        Map<PackId, Dead> sorted = new TreeMap<>((a, b) -> a.value().compareTo(b.value()));
        sorted.putAll(packs);
        return sorted;
    }

    private static Map<PackId, Dead> read(CborReader in) throws IOException {
        Map<PackId, Dead> packs = new HashMap<>();
        in.array();
        while (in.more()) {
            in.array();
            PackId pack = PackId.of(in.byteArray());
            int records = in.intUpTo(Integer.MAX_VALUE);
            BitSet ordinals = BitSet.valueOf(in.byteArray());
            in.end();
            if (ordinals.length() > records) {
                throw new MalformedException("a dead record that the pack does not have");
            }
            packs.put(
                    pack, ordinals.isEmpty() ? Dead.wholly(records) : new Dead(records, ordinals));
        }
        in.end();
        return packs;
    }
}
