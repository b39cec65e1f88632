package dev.holdfast.store.reclaim;

import dev.holdfast.platform.durable.Volume;
import dev.holdfast.platform.durable.VolumeLock;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Makes room in a vault, one at a time, beside sessions that write. A survey tells what would come
 * of it; then a part of it is done. What a crash left is finished before anything else.
 */
public final class Reclaim {
    private static final String LOCK = "reclaiming";

    private final Premises premises;
    private final Volume volume;

    public Reclaim(Premises premises) {
        this.premises = premises;
        this.volume = premises.volume();
    }

    /**
     * What it would come to if these snapshots went, one after another.
     *
     * @param order sequences, each once; those that do not exist count for nothing
     * @throws dev.holdfast.store.mark.ReclaimStoppedException if it cannot be known
     */
    public Survey survey(List<Long> order) throws IOException {
        try (VolumeLock _ = volume.lock(LOCK)) {
            new Remnants(premises).finish();
            return Surveying.begin(premises).survey(order);
        }
    }

    /**
     * For each snapshot how many bytes only it reaches.
     *
     * @throws dev.holdfast.store.mark.ReclaimStoppedException if it cannot be known
     */
    public Map<Long, Long> exclusive() throws IOException {
        try (VolumeLock _ = volume.lock(LOCK)) {
            return Surveying.begin(premises).exclusive();
        }
    }

    /**
     * Expires the first snapshots of an order and gives back what nothing reaches any more, but
     * nothing that has come to be needed since the survey.
     *
     * @throws dev.holdfast.store.mark.ReclaimStoppedException if it cannot be known what is needed:
     *     then nothing has changed
     * @throws dev.holdfast.platform.durable.DiscFullException if there is no room even with the
     *     ballast gone and wholly dead packs unlinked
     */
    public Reclaimed run(Survey survey, int prefix) throws IOException {
        long promised = survey.freed(prefix);
        try (VolumeLock _ = volume.lock(LOCK)) {
            new Remnants(premises).finish();
            volume.syncAll();
            long before = volume.space().usableBytes();
            Execution execution = new Execution(premises, survey, prefix);
            execution.run();
            volume.syncAll();
            long measured = volume.space().usableBytes() - before;
            try (VolumeLock _ = premises.lock()) {
                new Ballast(volume).make();
            }
            return execution.result(promised, measured + execution.ballastGiven());
        }
    }
}
