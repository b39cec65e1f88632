package dev.holdfast.protocol;

import dev.holdfast.model.KeyId;
import dev.holdfast.model.Kind;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.object.SealedRecord;
import java.util.List;
import java.util.UUID;

/** Records that are well-formed and open for nobody. */
public final class Records {
    private Records() {}

    public static ObjectId id(long number) {
        return new ObjectId(0x1d, 0, 0, number);
    }

    /** A chunk's record with so many sealed bytes. */
    public static SealedRecord chunk(long number, int sealedLength) {
        KeyId key = new KeyId(new UUID(1, 2));
        SealedRecord.Header header =
                new SealedRecord.Header(Kind.CHUNK, List.of(), sealedLength, id(number), key);
        try {
            return SealedRecord.finish(SealedRecord.layOut(header, new byte[12]));
        } catch (MalformedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
