package dev.holdfast.store.pack;

import dev.holdfast.model.Kind;
import dev.holdfast.model.ObjectId;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Data packs that look full and hold nothing but header, table and trailer. */
public final class SparsePack {
    private static final int BLOCK = 4096;
    private static final int RECORD_LENGTH = 4000;

    private SparsePack() {}

    /**
     * @param folder of the vault
     */
    public static void write(Path folder, PackHeader header, List<ObjectId> ids)
            throws IOException {
        List<PackEntry> entries = new ArrayList<>(ids.size());
        int offset = BLOCK;
        for (ObjectId id : ids) {
            entries.add(new PackEntry(id, Kind.CHUNK, offset, RECORD_LENGTH));
            offset += BLOCK;
        }
        Path file = folder.resolve(PackName.published(header.id(), header.kind()).path());
        Files.createDirectories(file.getParent());
        try (RandomAccessFile pack = new RandomAccessFile(file.toFile(), "rw")) {
            pack.write(header.toFrame());
            pack.seek(offset);
            pack.write(PackTail.encode(header, entries, offset));
        }
    }
}
