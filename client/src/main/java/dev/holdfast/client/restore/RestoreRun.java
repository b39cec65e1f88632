package dev.holdfast.client.restore;

import dev.holdfast.client.download.BulkReader;
import dev.holdfast.client.lacking.Deletable;
import dev.holdfast.client.present.Comparison;
import dev.holdfast.client.restore.RestoreRequest.Earnest;
import dev.holdfast.client.traverse.Traversal;
import dev.holdfast.client.traverse.Trees;
import dev.holdfast.client.traverse.Way;
import dev.holdfast.client.vault.VaultConnection;
import dev.holdfast.codec.key.SealingKeys;
import dev.holdfast.filesystem.recreate.Recreation;
import dev.holdfast.filesystem.recreate.TargetDirectory;
import dev.holdfast.model.tree.Root;
import dev.holdfast.platform.linux.FileSystem;
import dev.holdfast.platform.linux.ThisProcess;
import java.io.IOException;

/**
 * Makes the wanted part of a snapshot again below a directory. What cannot be made is named, and
 * the rest is made all the same. Interrupted and run again, it goes on: what is right is left.
 *
 * <p>{@link Planner} decides what is done, {@link Execution} does it or {@link Rehearsal} tells it.
 */
public final class RestoreRun {
    private final RestoreRequest request;
    private final VaultConnection vault;
    private final SealingKeys keys;
    private final Recreation recreation;

    public RestoreRun(RestoreRequest request, VaultConnection vault, SealingKeys keys) {
        this.request = request.listening(new OneAtATime(request.listener()));
        this.vault = vault;
        this.keys = keys;
        Recreation.Existing existing =
                request.rules().overwrite() == RestoreRequest.Overwrite.NEVER
                        ? Recreation.Existing.KEEP
                        : Recreation.Existing.REPLACE;
        this.recreation = new Recreation(existing, request.shortfalls());
    }

    /**
     * What a restore needs, and what there is; a file system that is mounted deeper in the target
     * is not looked at.
     *
     * @param bytesNeeded at most
     */
    public record Room(long bytesNeeded, long bytesFree) {
        public boolean suffices() {
            return bytesNeeded <= bytesFree;
        }
    }

    /**
     * Whether what is to be written will fit. Goes through the snapshot only if it is not obvious.
     */
    public Room room() throws IOException {
        try (TargetDirectory target = recreation.open(request.target().toArray())) {
            FileSystem room = target.room();
            long blocks = ThisProcess.user() == 0 ? room.blocksFree() : room.blocksAvailable();
            long free = blocks * room.blockSize();
            Root.Totals totals = request.root().totals();
            Room most = new Room(totals.bytes(), free);
            if (most.suffices()) {
                return most;
            }
            Deletable deletable = deletable();
            try (BulkReader reader = vault.bulkReader()) {
                Rehearsal counting = rehearsal(reader, Rehearsal.Telling.COUNT);
                run(reader, deletable, new Work(counting, target));
                return new Room(counting.bytesNeeded(), free);
            }
        }
    }

    /**
     * @throws IOException if the vault fails, or the target's disc is full or gone
     */
    public void run() throws IOException {
        try (TargetDirectory target = recreation.open(request.target().toArray())) {
            if (request.rules().earnest() == Earnest.DRY_RUN) {
                Deletable deletable = deletable();
                try (BulkReader reader = vault.bulkReader()) {
                    Rehearsal telling = rehearsal(reader, Rehearsal.Telling.TELL);
                    run(reader, deletable, new Work(telling, target));
                }
            } else {
                execute(target);
            }
        }
    }

    private Rehearsal rehearsal(BulkReader reader, Rehearsal.Telling telling) {
        Trees trees = new Trees(reader);
        return new Rehearsal(request, trees, new Comparison(trees, keys), telling);
    }

    private void execute(TargetDirectory target) throws IOException {
        Deletable deletable = deletable();
        BulkReader reader = vault.bulkReader();
        Comparison comparison = new Comparison(new Trees(reader), keys);
        Execution execution = new Execution(request, reader, comparison);
        try {
            run(reader, deletable, new Work(execution, target));
        } finally {
            reader.close();
            execution.abandon();
        }
    }

    /** Nobody asks unless something is to be deleted. */
    private Deletable deletable() throws IOException {
        return request.rules().others() == RestoreRequest.Others.DELETE
                ? Deletable.of(request.root(), vault.reader())
                : Deletable.nothing();
    }

    private record Work(Steps steps, TargetDirectory target) {}

    private void run(BulkReader reader, Deletable deletable, Work work) throws IOException {
        Planner planner = new Planner(request, deletable, work.steps());
        Folder top = planner.top(work.target());
        new Traversal<>(reader, planner).run(Way.TOP, top, request.root().top().directory());
        work.steps().end();
    }
}
