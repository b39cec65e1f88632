package dev.holdfast.store.mark;

import dev.holdfast.model.ObjectId;
import dev.holdfast.model.PackId;
import dev.holdfast.store.pack.PackKind;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The marks of one pack's records, by their ordinals. */
public final class MarkedPack {
    /** Whether the records of a pack may be judged by their marks. */
    public enum Judgement {
        BY_MARKS,

        /** Written by a session that is open, or published since marking began. */
        LEFT_ALONE,

        /** Its table is not what the index was made from: records are found by their ids only. */
        OPAQUE
    }

    private final PackId id;
    private final PackKind kind;
    private Judgement judgement;

    /** In the order of the scan. */
    private final int place;

    private byte[] marks;

    /** Records whose references were not followed since their mark was changed last. */
    private final BitSet pending = new BitSet(0);

    /** In an opaque pack: which object was meant. */
    private final Map<Integer, ObjectId> meant = new HashMap<>(0);

    MarkedPack(PackId id, PackKind kind, Judgement judgement, int place, int records) {
        this.id = id;
        this.kind = kind;
        this.judgement = judgement;
        this.place = place;
        this.marks = new byte[records];
    }

    public PackId id() {
        return id;
    }

    public PackKind kind() {
        return kind;
    }

    public Judgement judgement() {
        return judgement;
    }

    /** How many records it has, as far as it is judged by marks. */
    public int records() {
        return marks.length;
    }

    /** The mark of a record: 0 to 255. */
    public int mark(int ordinal) {
        return Byte.toUnsignedInt(marks[ordinal]);
    }

    /** Which records have a mark up to this one. */
    public BitSet upTo(int mark) {
        BitSet found = new BitSet(marks.length);
        for (int i = 0; i < marks.length; i++) {
            if (mark(i) <= mark) {
                found.set(i);
            }
        }
        return found;
    }

    /** Its table proves to be another than the index was made from. */
    public void mistrust() {
        judgement = Judgement.OPAQUE;
    }

    int place() {
        return place;
    }

    /** Joins a mark; true if the record has become pending by that, and none was before. */
    boolean raise(int ordinal, ObjectId object, byte mark, Join join) {
        if (ordinal >= marks.length) {
            marks = Arrays.copyOf(marks, Math.max(ordinal + 1, 2 * marks.length));
        }
        byte joined = join.join(marks[ordinal], mark);
        if (joined == marks[ordinal]) {
            return false;
        }
        marks[ordinal] = joined;
        if (kind == PackKind.DATA) {
            return false;
        }
        if (judgement == Judgement.OPAQUE) {
            meant.put(ordinal, object);
        }
        boolean first = pending.isEmpty();
        pending.set(ordinal);
        return first;
    }

    boolean isPending() {
        return !pending.isEmpty();
    }

    /** Takes the last pending record at or before an ordinal: parents lie behind their children. */
    int takePending(int from) {
        int ordinal = pending.previousSetBit(from);
        if (ordinal >= 0) {
            pending.clear(ordinal);
        }
        return ordinal;
    }

    int lastOrdinal() {
        return marks.length - 1;
    }

    byte rawMark(int ordinal) {
        return marks[ordinal];
    }

    @Nullable ObjectId meant(int ordinal) {
        return meant.get(ordinal);
    }
}
