package dev.holdfast.client.upload;

import dev.holdfast.model.ObjectId;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A few of many objects, each with the same chance (reservoir sampling, algorithm R: J. S. Vitter,
 * "Random Sampling with a Reservoir", 1985).
 */
final class Sample {
    private static final int COUNT_MAX = 8;

    private final RandomGenerator random;
    private final List<ObjectId> chosen = new ArrayList<>();
    private long offered;

    Sample(RandomGenerator random) {
        this.random = random;
    }

    void offer(ObjectId id) {
        offered++;
        if (chosen.size() < COUNT_MAX) {
            chosen.add(id);
            return;
        }
        long place = random.nextLong(offered);
        if (place < COUNT_MAX) {
            chosen.set((int) place, id);
        }
    }

    List<ObjectId> chosen() {
        return List.copyOf(chosen);
    }
}
