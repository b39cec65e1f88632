package dev.holdfast.store.pack;

import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.PackId;
import dev.holdfast.model.feature.Features;
import dev.holdfast.model.feature.TooNewException;
import dev.holdfast.model.object.SealedRecord;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.platform.durable.VolumeFile;
import dev.holdfast.store.frame.Featured;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a published pack. Needs little memory while the pack is sound: of its table only the lines
 * that are asked for are read, and the record proves them right. When something does not fit, the
 * pack is searched for its good records. For one thread.
 */
public final class PackReader implements AutoCloseable {
    private final PackId id;
    private final PackKind kind;
    private final VolumeFile file;
    private final @Nullable PackTrailer trailer;
    private @Nullable List<PackEntry> scanned;

    private PackReader(PackId id, PackKind kind, VolumeFile file) throws IOException {
        this.id = id;
        this.kind = kind;
        this.file = file;
        this.trailer = trailer(file).orElse(null);
    }

    /**
     * @throws java.nio.file.NoSuchFileException if there is no such pack
     */
    public static PackReader open(Volume volume, PackId id, PackKind kind) throws IOException {
        return over(volume.open(PackName.published(id, kind).path()), id, kind);
    }

    /** Over a file that is open, and closed with the reader. */
    static PackReader over(VolumeFile file, PackId id, PackKind kind) throws IOException {
        try {
            return new PackReader(id, kind, file);
        } catch (IOException failed) {
            try (file) {
                throw failed;
            }
        }
    }

    private static Optional<PackTrailer> trailer(VolumeFile file) throws IOException {
        long size = file.size();
        try {
            return size < PackTrailer.SIZE
                    ? Optional.empty()
                    : Optional.of(
                            PackTrailer.of(
                                    bytes(file, size - PackTrailer.SIZE, PackTrailer.SIZE), size));
        } catch (MalformedException damaged) {
            return Optional.empty();
        }
    }

    /** Exactly these bytes of a file. */
    static byte[] bytes(VolumeFile file, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        if (file.read(bytes, position) < length) {
            throw new MalformedException(
                    "%d bytes at %d are beyond the end".formatted(length, position));
        }
        return bytes.array();
    }

    /** Whether the pack has its end, as every published one should. */
    boolean hasTrailer() {
        return trailer != null;
    }

    /**
     * What the pack says about itself, from whichever of the two places is good.
     *
     * @throws TooNewException if a newer version wrote it with features unknown to this one
     * @throws MalformedException if both places are damaged
     */
    public PackHeader header() throws IOException {
        return featured().value();
    }

    /** The features of the pack's format. */
    public Features features() throws IOException {
        return featured().features();
    }

    private Featured<PackHeader> featured() throws IOException {
        try {
            int length = (int) Math.min(file.size(), PackHeader.LENGTH_MAX);
            return PackHeader.ofFrame(bytes(file, 0, length));
        } catch (TooNewException later) {
            throw later;
        } catch (MalformedException damaged) {
            if (trailer == null) {
                throw new MalformedException("pack %s has no good header".formatted(id), damaged);
            }
            return PackHeader.ofFrame(bytes(file, trailer.header(), trailer.headerLength()));
        }
    }

    /** The whole table, proven or else made anew from the good records. */
    public List<PackEntry> entries() throws IOException {
        if (trailer == null) {
            return scan();
        }
        try {
            return PackTable.decode(bytes(file, trailer.table(), trailer.tableLength()));
        } catch (MalformedException damaged) {
            return scan();
        }
    }

    /** Whether the table tells where the records lie. */
    public boolean isSound() throws IOException {
        try {
            table();
            return true;
        } catch (MalformedException damaged) {
            return false;
        }
    }

    /** Whether one of the two headers is damaged; the other serves for both. */
    public boolean isWorn() throws IOException {
        try {
            PackTrailer end = soundTrailer();
            int length = (int) Math.min(file.size(), PackHeader.LENGTH_MAX);
            Featured<PackHeader> first = PackHeader.ofFrame(bytes(file, 0, length));
            byte[] second = bytes(file, end.header(), end.headerLength());
            return !first.equals(PackHeader.ofFrame(second));
        } catch (TooNewException later) {
            return false;
        } catch (MalformedException damaged) {
            return true;
        }
    }

    /** Length in bytes. */
    public long size() throws IOException {
        return file.size();
    }

    /**
     * How many records the pack's table has.
     *
     * @throws MalformedException if the pack has no end that says so
     */
    public int records() throws MalformedException {
        return soundTrailer().records();
    }

    /**
     * The table as it was written.
     *
     * @throws MalformedException if it is damaged
     */
    public List<PackEntry> table() throws IOException {
        PackTrailer end = soundTrailer();
        return PackTable.decode(bytes(file, end.table(), end.tableLength()));
    }

    private PackTrailer soundTrailer() throws MalformedException {
        if (trailer == null) {
            throw new MalformedException("pack %s has no good end".formatted(id));
        }
        return trailer;
    }

    /** The id of the record at a place in the table, as the table says. */
    public ObjectId idAt(int ordinal) throws IOException {
        return line(ordinal).id();
    }

    /**
     * Reads whatever record the table has at a place.
     *
     * @throws MalformedException if the pack no longer has it whole
     */
    public SealedRecord read(int ordinal) throws IOException {
        PackEntry line = line(ordinal);
        return verified(line, line.id());
    }

    private List<PackEntry> scan() throws IOException {
        if (scanned == null) {
            scanned = PackScan.scan(file, kind);
        }
        return scanned;
    }

    /**
     * Reads one record.
     *
     * @param ordinal its place in the table
     * @throws MalformedException if the pack no longer has it whole
     */
    public SealedRecord read(int ordinal, ObjectId wanted) throws IOException {
        try {
            return verified(line(ordinal), wanted);
        } catch (MalformedException tableOrRecord) {
            // A wrong line of the table and a damaged record look alike: search for the record.
            for (PackEntry entry : scan()) {
                if (entry.id().equals(wanted)) {
                    return verified(entry, wanted);
                }
            }
            throw new MalformedException(
                    "record %s in pack %s is damaged".formatted(wanted, id), tableOrRecord);
        }
    }

    private PackEntry line(int ordinal) throws IOException {
        if (trailer == null || ordinal >= trailer.records()) {
            throw new MalformedException("pack %s has no such line".formatted(id));
        }
        long at = trailer.table() + PackTable.ENTRIES_OFFSET + (long) ordinal * PackEntry.SIZE;
        return PackEntry.read(ByteBuffer.wrap(bytes(file, at, PackEntry.SIZE)));
    }

    private SealedRecord verified(PackEntry entry, ObjectId wanted) throws IOException {
        if (!entry.id().equals(wanted)) {
            throw new MalformedException("another record lies there");
        }
        SealedRecord record = SealedRecord.parse(bytes(file, entry.offset(), entry.length()));
        if (!record.id().equals(wanted)) {
            throw new MalformedException("another record lies there");
        }
        return record;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
