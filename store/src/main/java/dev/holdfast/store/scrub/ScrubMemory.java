package dev.holdfast.store.scrub;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.cbor.CborReader;
import dev.holdfast.model.cbor.CborWriter;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.store.frame.Featured;
import dev.holdfast.store.pack.PackName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far scrubbing has come (docs/format.md, "Scrub").
 *
 * @param begun when this round began
 * @param lastRun when somebody scrubbed last
 * @param finished when the last round was over; null before the first was
 * @param position of the pack that was read last; empty at the beginning of a round
 * @param bytes read in this round
 * @param worn packs in this round whose records are sound, and not all of what tells where they lie
 * @param wornBefore such packs in the last round
 */
public record ScrubMemory(
        Timestamp begun,
        Timestamp lastRun,
        @Nullable Timestamp finished,
        Bytes position,
        long bytes,
        int worn,
        int wornBefore) {
    private static final Note<ScrubMemory> NOTE =
            new Note<>(
                    "scrub",
                    64 << 10,
                    new Featured.Form<>(
                            "HFscru01",
                            "how far scrubbing came",
                            ScrubMemory::read,
                            ScrubMemory::write));

    static ScrubMemory first(Timestamp now) {
        return new ScrubMemory(now, now, null, Bytes.EMPTY, 0, 0, 0);
    }

    /** Empty if nobody ever scrubbed, or it is not known any more: then a new round begins. */
    public static Optional<ScrubMemory> load(Volume volume) throws IOException {
        return NOTE.load(volume);
    }

    /** Durable on return, unless the disc is full: then some packs are read once more. */
    void save(Volume volume) throws IOException {
        NOTE.save(volume, this);
    }

    /** Packs are read in the order of these. */
    static Bytes position(PackName pack) {
        return Bytes.copyOf(
                ByteBuffer.allocate(1 + 16)
                        .put((byte) pack.kind().code())
                        .put(pack.id().toArray())
                        .array());
    }

    boolean isBehind(PackName pack) {
        return position(pack).compareTo(position) > 0;
    }

    /** This, at the beginning of a run. */
    ScrubMemory at(Timestamp now) {
        return position.length() == 0
                ? new ScrubMemory(now, now, finished, position, 0, 0, wornBefore)
                : new ScrubMemory(begun, now, finished, position, bytes, worn, wornBefore);
    }

    ScrubMemory behind(PackName pack, PackExam.Finding finding) {
        return new ScrubMemory(
                begun,
                lastRun,
                finished,
                position(pack),
                bytes + finding.bytes(),
                worn + (finding.isWorn() ? 1 : 0),
                wornBefore);
    }

    ScrubMemory over() {
        return new ScrubMemory(begun, lastRun, lastRun, Bytes.EMPTY, bytes, 0, worn);
    }

    private static void write(ScrubMemory memory, CborWriter out) throws IOException {
        out.array(7);
        out.timestamp(memory.begun);
        out.timestamp(memory.lastRun);
        if (memory.finished == null) {
            out.nil();
        } else {
            out.timestamp(memory.finished);
        }
        out.bytes(memory.position);
        out.integer(memory.bytes);
        out.integer(memory.worn);
        out.integer(memory.wornBefore);
        out.end();
    }

    private static ScrubMemory read(CborReader in) throws IOException {
        in.array();
        ScrubMemory memory =
                new ScrubMemory(
                        in.timestamp(),
                        in.timestamp(),
                        in.nil() ? null : in.timestamp(),
                        in.bytes(),
                        in.integer(Long.MAX_VALUE),
                        in.intUpTo(Integer.MAX_VALUE),
                        in.intUpTo(Integer.MAX_VALUE));
        in.end();
        return memory;
    }
}
