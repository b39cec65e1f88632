package dev.holdfast.client.restore;

import dev.holdfast.client.download.BulkReader;
import dev.holdfast.client.lacking.Deletable;
import dev.holdfast.client.lacking.Pruning;
import dev.holdfast.client.present.Comparison;
import dev.holdfast.client.restore.RestoreRequest.Earnest;
import dev.holdfast.client.traverse.Traversal;
import dev.holdfast.client.traverse.Trees;
import dev.holdfast.client.traverse.Way;
import dev.holdfast.client.vault.VaultConnection;
import dev.holdfast.codec.key.SealingKeys;
import dev.holdfast.filesystem.recreate.Recreation;
import dev.holdfast.filesystem.recreate.TargetDirectory;
import dev.holdfast.filesystem.volume.MountKind;
import dev.holdfast.model.RawPath;
import dev.holdfast.model.tree.Root;
import dev.holdfast.platform.linux.ErrnoException;
import dev.holdfast.platform.linux.FileSystem;
import dev.holdfast.platform.linux.ThisProcess;
import dev.holdfast.platform.mount.Mount;
import dev.holdfast.platform.mount.MountTable;
import java.io.IOException;
import java.util.List;

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
        this.request = request.listening(RestoreListener.oneAtATime(request.listener()));
        this.vault = vault;
        this.keys = keys;
        Recreation.Existing existing =
                request.rules().overwrite() == RestoreRequest.Overwrite.NEVER
                        ? Recreation.Existing.KEEP
                        : Recreation.Existing.REPLACE;
        this.recreation = new Recreation(existing, request.shortfalls());
    }

    /**
     * Room for files.
     *
     * @param inodes one for each file, however many names it has, and for each directory
     */
    public record Amount(long bytes, long inodes) {
        static final Amount NONE = new Amount(0, 0);

        Amount plus(Amount more) {
            return new Amount(bytes + more.bytes, inodes + more.inodes);
        }
    }

    /**
     * What a restore needs on a file system, and what there is.
     *
     * @param place the topmost directory of the target that lies there
     * @param needed at most
     * @param free with {@link Long#MAX_VALUE} inodes where they have no limit of their own
     */
    public record Room(RawPath place, Amount needed, Amount free) {
        static Room of(RawPath place, TargetDirectory directory) throws IOException {
            FileSystem room = directory.room();
            long blocks = ThisProcess.user() == 0 ? room.blocksFree() : room.blocksAvailable();
            long inodes = room.files() == 0 ? Long.MAX_VALUE : room.filesFree();
            return new Room(place, Amount.NONE, new Amount(blocks * room.blockSize(), inodes));
        }

        Room plus(Amount more) {
            return new Room(place, needed.plus(more), free);
        }

        public boolean hasBytes() {
            return needed.bytes() <= free.bytes();
        }

        public boolean hasInodes() {
            return needed.inodes() <= free.inodes();
        }

        boolean suffices() {
            return hasBytes() && hasInodes();
        }
    }

    /**
     * Whether what is to be written will fit, on each file system that it comes to. Goes through
     * the snapshot only if it is not obvious.
     */
    public List<Room> rooms() throws IOException {
        Root.Totals totals = request.root().totals();
        long bytes = totals.bytes() + totals.entries() * Rehearsal.BLOCK;
        Amount most = new Amount(bytes, totals.entries());
        try (TargetDirectory target = recreation.open(request.target().toArray())) {
            Room room = Room.of(request.target(), target).plus(most);
            if (room.suffices() && eachMountHolds(most)) {
                return List.of(room);
            }
            try (BulkReader reader = vault.bulkReader()) {
                Rehearsal counting = rehearsal(reader, Rehearsal.Telling.COUNT);
                run(reader, new Work(counting, target));
                return counting.rooms();
            }
        }
    }

    /** Whether every file system that is mounted in the target has as much room. */
    private boolean eachMountHolds(Amount most) throws IOException {
        for (Mount mount : MountTable.read().mounts()) {
            RawPath point = RawPath.of(mount.point());
            if (MountKind.of(mount.type()) == MountKind.LOCAL
                    && !point.equals(request.target())
                    && point.startsWith(request.target())) {
                try (TargetDirectory directory = recreation.open(mount.point())) {
                    if (!Room.of(point, directory).plus(most).suffices()) {
                        return false;
                    }
                } catch (ErrnoException hidden) {
                    return false; // by a later mount, or from this user
                }
            }
        }
        return true;
    }

    /**
     * Returns when all that was made is on the disc.
     *
     * @throws IOException if the vault fails, or the target's disc is full or gone
     */
    public void run() throws IOException {
        try (TargetDirectory target = recreation.open(request.target().toArray())) {
            if (request.rules().earnest() == Earnest.DRY_RUN) {
                try (BulkReader reader = vault.bulkReader()) {
                    Rehearsal telling = rehearsal(reader, Rehearsal.Telling.TELL);
                    run(reader, new Work(telling, target));
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
            run(reader, new Work(execution, target));
            target.sync();
        } finally {
            reader.close();
            execution.abandon();
        }
    }

    private record Work(Steps steps, TargetDirectory target) {}

    private void run(BulkReader reader, Work work) throws IOException {
        Pruning pruning = null;
        if (request.rules().others() == RestoreRequest.Others.DELETE) {
            Deletable deletable = Deletable.of(request.root(), reader, request.sparedInSnapshot());
            pruning = new Pruning(deletable, reader, work.steps());
        }
        Planner planner = new Planner(request, pruning, work.steps());
        Folder top = planner.top(work.target());
        new Traversal<>(reader, planner).run(Way.TOP, top, request.root().top().directory());
        work.steps().end();
    }
}
