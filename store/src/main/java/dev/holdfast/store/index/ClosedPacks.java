package dev.holdfast.store.index;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.PackId;
import dev.holdfast.model.cbor.CborReader;
import dev.holdfast.model.cbor.CborWriter;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.store.frame.Featured;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * The meta packs all of whose references lie in data packs or in other closed packs: what is
 * reached from them need not be walked. Holds only as long as nothing that existed is lost; so it
 * is forgotten when something is, and carries a stamp of what was known to be damaged.
 */
final class ClosedPacks {
    private static final String FILE = IndexFolder.NAME + "/closed";

    /** A million packs. */
    private static final int LENGTH_MAX = 17 << 20;

    private static final Featured.Form<State> FORM =
            new Featured.Form<>("HFclos01", "the closed packs", State::read, State::write);

    private final Volume volume;

    ClosedPacks(Volume volume) {
        this.volume = volume;
    }

    private record State(Bytes stamp, Set<PackId> packs) {
        void write(CborWriter out) throws IOException {
            TreeSet<Bytes> sorted = new TreeSet<>();
            packs.forEach(pack -> sorted.add(Bytes.copyOf(pack.toArray())));
            byte[] ids = new byte[sorted.size() * PackId.SIZE];
            int at = 0;
            for (Bytes id : sorted) {
                System.arraycopy(id.toArray(), 0, ids, at, PackId.SIZE);
                at += PackId.SIZE;
            }
            out.array(2);
            out.bytes(stamp);
            out.bytes(ids);
            out.end();
        }

        static State read(CborReader in) throws IOException {
            in.array();
            Bytes stamp = in.bytes();
            byte[] ids = in.byteArray();
            in.end();
            Set<PackId> packs = new HashSet<>();
            for (int at = 0; at < ids.length; at += PackId.SIZE) {
                packs.add(PackId.of(Arrays.copyOfRange(ids, at, at + PackId.SIZE)));
            }
            return new State(stamp, packs);
        }
    }

    /**
     * @param stamp of what is known to be damaged now
     * @return none unless the same was known when they were saved
     */
    Set<PackId> load(Bytes stamp) throws IOException {
        try {
            State state = Featured.decode(FORM, volume.readAll(FILE, LENGTH_MAX)).value();
            return state.stamp.equals(stamp) ? state.packs : Set.of();
        } catch (NoSuchFileException | MalformedException none) {
            return Set.of();
        }
    }

    void save(Bytes stamp, Set<PackId> packs) throws IOException {
        volume.replace(FILE, Featured.encode(FORM, new State(stamp, packs)));
    }

    /** Durable on return: it must not come back after what made it untrue. */
    void forget() throws IOException {
        if (volume.exists(FILE)) {
            volume.delete(FILE);
            volume.syncDirectory(IndexFolder.NAME);
        }
    }
}
