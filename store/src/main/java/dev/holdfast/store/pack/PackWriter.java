package dev.holdfast.store.pack;

import dev.holdfast.model.PackId;
import dev.holdfast.model.object.SealedRecord;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.platform.durable.VolumeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes one pack. Under a name that says that it is being written until {@link #publish}; the
 * file's lock says that its writer lives. What is not published stays for {@link PackSalvage}. Not
 * for several threads; one that failed refuses everything after.
 */
public final class PackWriter implements AutoCloseable {
    /** The longest pack, in bytes: what can be rewritten in one go, and read into memory. */
    public static final int LENGTH_MAX = 64 << 20;

    private final Volume volume;
    private final PackHeader header;
    private final int headerLength;
    private final VolumeFile file;
    private final List<PackEntry> entries = new ArrayList<>();
    private int position;
    private State state = State.WRITING;

    private enum State {
        WRITING,
        SEALED,
        PUBLISHED,
        FAILED
    }

    private PackWriter(Volume volume, PackHeader header, byte[] frame) throws IOException {
        this.volume = volume;
        this.header = header;
        this.headerLength = frame.length;
        this.file =
                volume.create(
                        PackName.writing(header.id(), header.kind()).path(),
                        header.kind().transfer());
    }

    /** Creates the pack's file, locked, with the header written. */
    public static PackWriter create(Volume volume, PackHeader header) throws IOException {
        volume.makeDirectory(header.kind().directory(header.id()));
        byte[] frame = header.toFrame();
        PackWriter writer = new PackWriter(volume, header, frame);
        try {
            writer.write(frame);
        } catch (IOException failed) {
            try (writer) {
                throw failed;
            }
        }
        return writer;
    }

    /** Whether the pack stays within its longest length with one more record. */
    public boolean hasRoomFor(SealedRecord record) {
        long end = position + (long) header.kind().align(record.length());
        return end + PackTail.sizeOf(header.kind(), entries.size() + 1, headerLength) <= LENGTH_MAX;
    }

    /** Adds a record, as one write. */
    public void append(SealedRecord record) throws IOException {
        require(State.WRITING);
        if (PackKind.holding(record.kind()) != header.kind() || !hasRoomFor(record)) {
            throw new IllegalArgumentException("this pack takes no such record");
        }
        int offset = position;
        write(record.bytes());
        entries.add(new PackEntry(record.id(), record.kind(), offset, record.length()));
    }

    /** Ends the pack and returns when all of it is on the disc. */
    public void seal() throws IOException {
        require(State.WRITING);
        write(PackTail.encode(header, entries, position));
        guarded(file::sync);
        state = State.SEALED;
    }

    /** Gives the sealed pack its name; durable on return. */
    public void publish() throws IOException {
        require(State.SEALED);
        guarded(() -> publish(volume, header.id(), header.kind()));
        state = State.PUBLISHED;
    }

    static void publish(Volume volume, PackId id, PackKind kind) throws IOException {
        volume.rename(PackName.writing(id, kind).path(), PackName.published(id, kind).path());
        volume.syncDirectory(kind.directory(id));
    }

    private void write(byte[] bytes) throws IOException {
        int aligned = header.kind().align(bytes.length);
        byte[] padded = aligned == bytes.length ? bytes : Arrays.copyOf(bytes, aligned);
        guarded(() -> file.write(ByteBuffer.wrap(padded), position));
        position += aligned;
    }

    private void require(State required) throws IOException {
        if (state == State.FAILED) {
            throw new IOException("cannot write pack %s: it failed before".formatted(header.id()));
        }
        if (state != required) {
            throw new IllegalStateException("pack is %s, not %s".formatted(state, required));
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    private void guarded(Step step) throws IOException {
        try {
            step.run();
        } catch (IOException | RuntimeException failed) {
            state = State.FAILED;
            throw failed;
        }
    }

    public PackHeader header() {
        return header;
    }

    /** The records so far. */
    public List<PackEntry> entries() {
        return List.copyOf(entries);
    }

    /** Bytes on disc so far. */
    public long length() {
        return position;
    }

    /** Gives up a pack that is not wanted after all, and its file. */
    public void discard() throws IOException {
        if (state != State.PUBLISHED) {
            volume.delete(PackName.writing(header.id(), header.kind()).path());
        }
        close();
    }

    /** Gives up the file and its lock, whatever its state. */
    @Override
    public void close() throws IOException {
        file.close();
    }
}
