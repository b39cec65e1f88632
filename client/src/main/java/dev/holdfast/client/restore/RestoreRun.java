package dev.holdfast.client.restore;

import dev.holdfast.client.restore.RestoreRequest.Earnest;
import dev.holdfast.client.traverse.Traversal;
import dev.holdfast.client.traverse.Way;
import dev.holdfast.client.vault.BulkReader;
import dev.holdfast.client.vault.Trees;
import dev.holdfast.client.vault.VaultConnection;
import dev.holdfast.codec.key.SealingKeys;
import dev.holdfast.filesystem.recreate.Recreation;
import dev.holdfast.filesystem.recreate.TargetDirectory;
import dev.holdfast.model.tree.Root;
import dev.holdfast.platform.linux.FileSystem;
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
        this.request = request;
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
            long free = room.blocksFree() * room.blockSize();
            Root.Totals totals = request.root().totals();
            Room most = new Room(totals.bytes(), free);
            if (most.suffices()) {
                return most;
            }
            try (BulkReader reader = vault.bulkReader()) {
                Rehearsal counting = rehearsal(reader, Rehearsal.Telling.COUNT);
                run(reader, counting, target);
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
                try (BulkReader reader = vault.bulkReader()) {
                    run(reader, rehearsal(reader, Rehearsal.Telling.TELL), target);
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
        BulkReader reader = vault.bulkReader();
        Comparison comparison = new Comparison(new Trees(reader), keys);
        Execution execution = new Execution(request, reader, comparison);
        try {
            run(reader, execution, target);
        } finally {
            reader.close();
            execution.abandon();
        }
    }

    private void run(BulkReader reader, Steps steps, TargetDirectory target) throws IOException {
        Planner planner = new Planner(request, steps);
        Folder top = planner.top(target);
        new Traversal<>(reader, planner).run(Way.TOP, top, request.root().top().directory());
        steps.end();
    }
}
