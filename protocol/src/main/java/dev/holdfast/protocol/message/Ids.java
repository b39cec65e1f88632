package dev.holdfast.protocol.message;

import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
import java.util.ArrayList;
import java.util.List;

/** Many ids as one string of bytes, 32 each. */
final class Ids {
    private Ids() {}

    static byte[] pack(List<ObjectId> ids) {
        byte[] packed = new byte[ids.size() * ObjectId.SIZE];
        for (int i = 0; i < ids.size(); i++) {
            ids.get(i).write(packed, i * ObjectId.SIZE);
        }
        return packed;
    }

    static List<ObjectId> unpack(byte[] packed) throws MalformedException {
        if (packed.length % ObjectId.SIZE != 0) {
            throw new MalformedException("%d bytes are no ids".formatted(packed.length));
        }
        List<ObjectId> ids = new ArrayList<>(packed.length / ObjectId.SIZE);
        for (int at = 0; at < packed.length; at += ObjectId.SIZE) {
            ids.add(ObjectId.read(packed, at));
        }
        return ids;
    }
}
