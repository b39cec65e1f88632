package dev.holdfast.store.pack;

import dev.holdfast.model.MalformedException;
import dev.holdfast.model.feature.TooNewException;
import dev.holdfast.platform.durable.DiscFullException;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.platform.durable.VolumeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finishes what a writer left behind: keeps its good records, publishes the pack, or drops it when
 * it has none. Call under the vault's lock.
 */
public final class PackSalvage {
    private PackSalvage() {}

    /** What became of a pack under its writing name. */
    public enum Outcome {
        PUBLISHED,
        DROPPED,
        /** Its writer lives, the disc is full, or a newer version wrote it: another time. */
        LEFT_ALONE
    }

    /**
     * @param name of a pack being written
     * @param unwanted tells of packs that are dropped
     */
    public static Outcome salvage(Volume volume, PackName name, Predicate<PackHeader> unwanted)
            throws IOException {
        try {
            Optional<VolumeFile> file = volume.claim(name.path());
            if (file.isEmpty()) {
                return Outcome.LEFT_ALONE;
            }
            try (PackReader reader = PackReader.over(file.get(), name.id(), name.kind())) {
                if (header(reader).filter(unwanted).isPresent()) {
                    return drop(volume, name);
                }
                return finish(volume, name, file.get(), reader);
            }
        } catch (NoSuchFileException published) {
            return Outcome.LEFT_ALONE;
        } catch (TooNewException | DiscFullException later) {
            return Outcome.LEFT_ALONE;
        }
    }

    private static Outcome finish(Volume volume, PackName name, VolumeFile file, PackReader reader)
            throws IOException {
        Optional<PackHeader> header = header(reader);
        // Each record is proven: of what was not synced, the end may be on the disc and the middle
        // not.
        List<PackEntry> entries = PackScan.scan(file, name.kind());
        if (header.isEmpty() || entries.isEmpty()) {
            // Without a header nobody can open the records, and nobody was told that they are safe.
            return drop(volume, name);
        }
        if (!reader.hasTrailer() || !reader.entries().equals(entries)) {
            writeTail(file, header.get(), entries);
        }
        file.sync();
        PackWriter.publish(volume, name.id(), name.kind());
        return Outcome.PUBLISHED;
    }

    private static Outcome drop(Volume volume, PackName name) throws IOException {
        volume.delete(name.path());
        volume.syncDirectory(name.kind().directory(name.id()));
        return Outcome.DROPPED;
    }

    private static Optional<PackHeader> header(PackReader reader) throws IOException {
        try {
            return Optional.of(reader.header());
        } catch (MalformedException none) {
            return Optional.empty();
        }
    }

    private static void writeTail(VolumeFile file, PackHeader header, List<PackEntry> entries)
            throws IOException {
        PackEntry last = entries.getLast();
        int end = header.kind().align(last.offset() + last.length());
        file.truncate(Math.min(end, file.size()));
        file.write(ByteBuffer.wrap(PackTail.encode(header, entries, end)), end);
    }
}
