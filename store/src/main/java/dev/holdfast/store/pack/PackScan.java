package dev.holdfast.store.pack;

import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.object.SealedRecord;
import dev.holdfast.platform.durable.VolumeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the good records of a pack without its table. What does not prove to be a record is passed
 * over: up to the next block in a data pack, to the next magic in a meta pack.
 */
final class PackScan {
    private static final int WINDOW = 1 << 20;

    private final VolumeFile file;
    private final PackKind kind;
    private final int end;
    private final List<PackEntry> found = new ArrayList<>();
    private final Set<ObjectId> ids = new HashSet<>();

    private PackScan(VolumeFile file, PackKind kind, int end) {
        this.file = file;
        this.kind = kind;
        this.end = end;
    }

    static List<PackEntry> scan(VolumeFile file, PackKind kind) throws IOException {
        int end = (int) Math.min(file.size(), PackWriter.LENGTH_MAX);
        PackScan scan = new PackScan(file, kind, end);
        scan.run();
        return scan.found;
    }

    private void run() throws IOException {
        int position = 0;
        while (position <= end - SealedRecord.FIXED_HEADER_SIZE) {
            Optional<SealedRecord> record = recordAt(position);
            if (record.isPresent()) {
                add(record.get(), position);
                position = kind.align(position + record.get().length());
            } else {
                position = nextCandidate(position + 1);
            }
        }
    }

    private void add(SealedRecord record, int position) {
        if (PackKind.holding(record.kind()) == kind && ids.add(record.id())) {
            found.add(new PackEntry(record.id(), record.kind(), position, record.length()));
        }
    }

    private Optional<SealedRecord> recordAt(int position) throws IOException {
        try {
            int length =
                    SealedRecord.lengthAt(
                            PackReader.bytes(file, position, SealedRecord.FIXED_HEADER_SIZE), 0);
            return position > end - length
                    ? Optional.empty()
                    : Optional.of(SealedRecord.parse(PackReader.bytes(file, position, length)));
        } catch (MalformedException none) {
            return Optional.empty();
        }
    }

    private int nextCandidate(int from) throws IOException {
        return switch (kind) {
            case DATA -> kind.align(from);
            case META -> nextMagic(from);
        };
    }

    private int nextMagic(int from) throws IOException {
        int position = from;
        while (position <= end - Integer.BYTES) {
            ByteBuffer window = ByteBuffer.allocate(Math.min(WINDOW, end - position));
            file.read(window, position);
            for (int i = 0; i <= window.position() - Integer.BYTES; i++) {
                if (window.getInt(i) == SealedRecord.MAGIC) {
                    return position + i;
                }
            }
            position += Math.max(1, window.position() - Integer.BYTES + 1);
        }
        return end;
    }
}
