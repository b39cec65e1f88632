package dev.holdfast.store.index;

import dev.holdfast.platform.durable.Volume;
import dev.holdfast.platform.durable.VolumeFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Segments as numbered files; a number is not given again while a newer file exists. */
final class SegmentFiles {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{16}\\.seg");

    private final Volume volume;

    SegmentFiles(Volume volume) {
        this.volume = volume;
    }

    /** Writes a segment's bytes. */
    @FunctionalInterface
    interface Content {
        void write(SegmentWriter.Output output) throws IOException;
    }

    /**
     * @param damaged names of files that are no sound segments
     */
    record Opened(List<Segment> sound, List<String> damaged) {}

    List<String> names() throws IOException {
        return volume.list(IndexFolder.NAME).stream().filter(FORM.asMatchPredicate()).toList();
    }

    /**
     * @param before whose segments need not be opened again
     */
    Opened open(@Nullable Index before) throws IOException {
        Map<String, Segment> known = new HashMap<>();
        if (before != null) {
            before.segments().forEach(segment -> known.put(segment.name(), segment));
        }
        Opened opened = new Opened(new ArrayList<>(), new ArrayList<>());
        for (String name : names()) {
            Segment segment = known.get(name);
            try {
                opened.sound.add(segment != null ? segment : open(name));
            } catch (DamagedSegmentException unsound) {
                opened.damaged.add(name);
            } catch (NoSuchFileException merged) {
                // Between our listing and now: its packs count as not indexed, and are.
            }
        }
        return opened;
    }

    private Segment open(String name) throws IOException {
        return Segment.of(name, volume.map(path(name)));
    }

    private static String path(String name) {
        return IndexFolder.NAME + "/" + name;
    }

    /** Writes a new file; durable on return. */
    Segment write(Content content) throws IOException {
        List<String> names = names();
        long newest =
                names.isEmpty() ? 0 : Long.parseUnsignedLong(names.getLast().substring(0, 16), 16);
        String name = "%016x.seg".formatted(newest + 1);
        volume.replace(path(name), file -> content.write(new Appending(file)));
        return open(name);
    }

    private static final class Appending implements SegmentWriter.Output {
        private final VolumeFile file;
        private long position;

        Appending(VolumeFile file) {
            this.file = file;
        }

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            int length = bytes.remaining();
            file.write(bytes, position);
            position += length;
        }
    }

    /** The same without a file. */
    static Segment inMemory(Content content) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        content.write(bytes -> {
            byte[] part = new byte[bytes.remaining()];
            bytes.get(part);
            all.writeBytes(part);
        });
        return Segment.of("in memory", MemorySegment.ofArray(all.toByteArray()));
    }

    void delete(String name) throws IOException {
        volume.delete(path(name));
    }
}
