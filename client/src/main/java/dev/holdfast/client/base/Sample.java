package dev.holdfast.client.base;

import dev.holdfast.codec.local.LocalBox;
import dev.holdfast.model.ObjectId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A few objects of all that a snapshot refers to, each with about the same chance. */
final class Sample {
    private static final int COUNT_MAX = 8;

    private final List<ObjectId> chosen = new ArrayList<>();
    private final SplittableRandom random;
    private long offered;

    Sample(LocalBox box) {
        byte[] seed = new byte[Long.BYTES];
        box.random(seed);
        random = new SplittableRandom(ByteBuffer.wrap(seed).getLong());
    }

    /** Something that refers to objects. */
    @FunctionalInterface
    interface Referring {
        List<ObjectId> references();
    }

    /** Perhaps chooses one of what something refers to. */
    void offer(Referring one) {
        offered++;
        long place = random.nextLong(offered);
        if (place >= COUNT_MAX) {
            return;
        }
        List<ObjectId> references = one.references();
        if (references.isEmpty()) {
            offered--;
            return;
        }
        ObjectId id = references.get(random.nextInt(references.size()));
        if (chosen.size() < COUNT_MAX) {
            chosen.add(id);
        } else {
            chosen.set((int) place, id);
        }
    }

    List<ObjectId> chosen() {
        return chosen.stream().distinct().toList();
    }
}
