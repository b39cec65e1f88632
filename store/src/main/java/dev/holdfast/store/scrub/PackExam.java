package dev.holdfast.store.scrub;

import dev.holdfast.model.MalformedException;
import dev.holdfast.model.PackId;
import dev.holdfast.model.object.SealedRecord;
import dev.holdfast.platform.durable.VolumeFile;
import dev.holdfast.store.pack.DamagedRecord;
import dev.holdfast.store.pack.PackEntry;
import dev.holdfast.store.pack.PackKind;
import dev.holdfast.store.pack.PackName;
import dev.holdfast.store.pack.PackReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a pack from its beginning to its end, in large pieces, and proves all that it has. */
final class PackExam {
    private static final int WINDOW = 4 << 20;

    private final Examined vault;
    private final PackId id;
    private final PackKind kind;

    private byte[] window = new byte[0];
    private long windowAt;

    /** The disc's own word for a record that it cannot read. */
    private @Nullable IOException failure;

    PackExam(Examined vault, PackId id, PackKind kind) {
        this.vault = vault;
        this.id = id;
        this.kind = kind;
    }

    /**
     * What is wrong with a pack.
     *
     * @param bytes of the pack
     * @param isWorn whether a header, its table or its end is damaged
     * @param hasOthers whether its records are not those that the index knows
     */
    record Finding(long bytes, List<DamagedRecord> damaged, boolean isWorn, boolean hasOthers) {}

    /**
     * @throws java.nio.file.NoSuchFileException if there is no such pack any more
     */
    Finding examine() throws IOException {
        try (PackReader reader = PackReader.open(vault.volume(), id, kind)) {
            if (!reader.isSound()) {
                // Of a table that is gone nothing is known but what a search finds.
                int found = reader.entries().size();
                boolean others = found != vault.indexed(id);
                return new Finding(reader.size(), List.of(), true, others);
            }
            List<DamagedRecord> damaged = damaged(reader.table(), reader.size());
            return new Finding(reader.size(), damaged, reader.isWorn(), false);
        }
    }

    private List<DamagedRecord> damaged(List<PackEntry> table, long size) throws IOException {
        List<DamagedRecord> damaged = new ArrayList<>();
        try (VolumeFile file = vault.volume().open(PackName.published(id, kind).path())) {
            for (int i = 0; i < table.size(); i++) {
                PackEntry entry = table.get(i);
                if (!vault.isDead(id, i) && !isSound(file, entry, size)) {
                    damaged.add(new DamagedRecord(id, i, entry.id()));
                }
            }
        }
        if (damaged.size() > 1 && damaged.size() == table.size() && failure != null) {
            // Not a spot on the disc: nothing can be read now.
            throw failure;
        }
        return damaged;
    }

    private boolean isSound(VolumeFile file, PackEntry entry, long size) throws IOException {
        try {
            return SealedRecord.parse(bytes(file, entry, size)).id().equals(entry.id());
        } catch (MalformedException damaged) {
            return false;
        } catch (IOException unreadable) {
            failure = unreadable;
            return false;
        }
    }

    private byte[] bytes(VolumeFile file, PackEntry entry, long size) throws IOException {
        long end = entry.offset() + (long) entry.length();
        if (entry.offset() < windowAt || end > windowAt + window.length) {
            int large = (int) Math.min(Math.max(WINDOW, entry.length()), size - entry.offset());
            try {
                window = read(file, entry.offset(), large);
            } catch (IOException unreadable) {
                // Perhaps it is only something behind this record.
                window = read(file, entry.offset(), entry.length());
            }
            windowAt = entry.offset();
        }
        if (end > windowAt + window.length) {
            throw new MalformedException("the pack is cut short");
        }
        int from = (int) (entry.offset() - windowAt);
        return Arrays.copyOfRange(window, from, from + entry.length());
    }

    private static byte[] read(VolumeFile file, long at, int length) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(Math.max(0, length));
        int read = file.read(target, at);
        return read == length ? target.array() : Arrays.copyOf(target.array(), read);
    }
}
