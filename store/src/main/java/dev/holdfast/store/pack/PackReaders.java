package dev.holdfast.store.pack;

import dev.holdfast.model.PackId;
import dev.holdfast.platform.durable.Volume;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** The packs that were read last, kept open. */
public final class PackReaders implements AutoCloseable {
    private static final int OPEN_MAX = 16;

    private final Volume volume;
    private final Map<PackId, PackReader> open = new LinkedHashMap<>(OPEN_MAX, 0.75f, true);

    public PackReaders(Volume volume) {
        this.volume = volume;
    }

    /**
     * A reader that stays open at least until the next call.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such pack
     */
    public PackReader of(PackId id, PackKind kind) throws IOException {
        PackReader reader = open.get(id);
        if (reader != null) {
            return reader;
        }
        if (open.size() == OPEN_MAX) {
            Iterator<PackReader> oldest = open.values().iterator();
            PackReader closing = oldest.next();
            oldest.remove();
            closing.close();
        }
        PackReader opened = PackReader.open(volume, id, kind);
        open.put(id, opened);
        return opened;
    }

    @Override
    public void close() throws IOException {
        IOException failed = null;
        for (PackReader reader : open.values()) {
            try {
                reader.close();
            } catch (IOException failure) {
                failed = failure;
            }
        }
        open.clear();
        if (failed != null) {
            throw failed;
        }
    }
}
