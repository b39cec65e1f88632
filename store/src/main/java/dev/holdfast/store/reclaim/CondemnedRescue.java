package dev.holdfast.store.reclaim;

import dev.holdfast.model.MalformedException;
import dev.holdfast.model.PackId;
import dev.holdfast.model.object.SealedRecord;
import dev.holdfast.platform.durable.DiscFullException;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.platform.durable.VolumeFile;
import dev.holdfast.store.index.IndexFolder;
import dev.holdfast.store.pack.PackEntry;
import dev.holdfast.store.pack.PackKind;
import dev.holdfast.store.pack.PackName;
import dev.holdfast.store.reclaim.Condemned.Dead;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out what is dead when the notes cannot tell: where a record began there are zeros now. What
 * was condemned and has its bytes still lives again; so does what refers to what is gone, and
 * therefore no pack counts as closed.
 */
public final class CondemnedRescue {
    private static final int MAGIC_SIZE = 4;

    private CondemnedRescue() {}

    /** Reads the notes, or makes them again; under the vault's lock. */
    public static Condemned load(Volume volume, IndexFolder index, Map<PackId, PackKind> packs)
            throws IOException {
        CondemnedNotes notes = new CondemnedNotes(volume);
        try {
            return notes.load();
        } catch (MalformedException damaged) {
            index.forgetClosed();
            return saved(notes, find(volume, packs));
        }
    }

    /** Makes the notes again if there are none where there should be some; under the lock. */
    public static void makeAgain(Volume volume, IndexFolder index, Map<PackId, PackKind> packs)
            throws IOException {
        CondemnedNotes notes = new CondemnedNotes(volume);
        if (notes.names().isEmpty()) {
            Map<PackId, Dead> found = find(volume, packs);
            if (!found.isEmpty()) {
                index.forgetClosed();
                saved(notes, found);
            }
        }
    }

    private static Map<PackId, Dead> find(Volume volume, Map<PackId, PackKind> packs)
            throws IOException {
        Map<PackId, Dead> found = new HashMap<>();
        for (Map.Entry<PackId, PackKind> pack : packs.entrySet()) {
            if (pack.getValue() == PackKind.DATA) {
                look(volume, pack.getKey()).ifPresent(dead -> found.put(pack.getKey(), dead));
            }
        }
        return found;
    }

    private static Condemned saved(CondemnedNotes notes, Map<PackId, Dead> found)
            throws IOException {
        try {
            notes.save(found);
        } catch (DiscFullException full) {
            // Found again the next time.
        }
        return new Condemned(found, notes.names());
    }

    private static Optional<Dead> look(Volume volume, PackId id) throws IOException {
        PackName name = PackName.published(id, PackKind.DATA);
        Optional<List<PackEntry>> table = JudgedPack.soundTable(volume, name);
        if (table.isEmpty()) {
            return Optional.empty();
        }
        try (VolumeFile file = volume.open(name.path())) {
            BitSet dead = new BitSet();
            for (int i = 0; i < table.get().size(); i++) {
                ByteBuffer magic = ByteBuffer.allocate(MAGIC_SIZE);
                file.read(magic, table.get().get(i).offset());
                dead.set(i, magic.getInt(0) != SealedRecord.MAGIC);
            }
            return dead.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Dead(table.get().size(), dead));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }
}
