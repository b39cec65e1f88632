package dev.holdfast.client.restore;

import dev.holdfast.client.lacking.Lacking;
import dev.holdfast.client.lacking.Reach;
import dev.holdfast.client.restore.EntryPlan.Action;
import dev.holdfast.client.traverse.Way;
import dev.holdfast.filesystem.recreate.TargetDirectory;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.RawPath;
import dev.holdfast.model.tree.FileSystemId;
import dev.holdfast.model.tree.Metadata;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A directory of the snapshot on its way into the target. It is finished when the traversal has
 * left it and all that is in it is finished, whoever is the last.
 */
final class Folder {
    private final @Nullable Folder parent;
    private final Way way;
    private final Metadata metadata;
    private final Nature nature;
    private final AtomicInteger holders = new AtomicInteger(1);
    private @Nullable TargetDirectory target;
    private @Nullable Lacking lacking;
    private @Nullable Reach reach;
    private Action action = Action.CREATE;
    private boolean begun;
    private boolean refused;
    private volatile boolean damaged;

    Folder(@Nullable Folder parent, Way way, Metadata metadata, Nature nature) {
        this.parent = parent;
        this.way = way;
        this.metadata = metadata;
        this.nature = nature;
    }

    /**
     * @param wanted with all that is in it; otherwise only the way to something wanted
     * @param whole whether the snapshot has all that was in it
     * @param tree what the snapshot has in it; null for nothing
     */
    record Nature(
            FileSystemId fileSystem, boolean wanted, boolean whole, @Nullable ObjectId tree) {}

    @Nullable Folder parent() {
        return parent;
    }

    Way way() {
        return way;
    }

    RawPath path() {
        return way.path();
    }

    Metadata metadata() {
        return metadata;
    }

    FileSystemId fileSystem() {
        return nature.fileSystem();
    }

    @Nullable ObjectId tree() {
        return nature.tree();
    }

    boolean isWanted() {
        return nature.wanted();
    }

    /** Whether what the snapshot does not have was not there. */
    boolean isWhole() {
        return nature.whole() && !damaged;
    }

    void foundDamage() {
        damaged = true;
    }

    /** Which names of the target the snapshot lacks; null if nobody asks. */
    @Nullable Lacking lacking() {
        return lacking;
    }

    void lacking(Lacking names) {
        lacking = names;
    }

    /** What of the directory a backup would save; null if nobody found out. */
    @Nullable Reach reach() {
        return reach;
    }

    void reach(Reach found) {
        reach = found;
    }

    /** What was decided, and the directory in the target if there is one already. */
    void decide(Action decided, @Nullable TargetDirectory existing) {
        action = decided;
        target = existing;
    }

    /** From now on it is finished once it is left. */
    void begin() {
        begun = true;
    }

    /** It cannot be begun, unless it has been when all is over. */
    void refuse() {
        refused = true;
    }

    boolean isRefused() {
        return refused;
    }

    boolean isBegun() {
        return begun;
    }

    void made(TargetDirectory directory) {
        target = directory;
    }

    Action action() {
        return action;
    }

    /** Null before it is made, which in a dry run is for ever. */
    @Nullable TargetDirectory existing() {
        return target;
    }

    TargetDirectory target() {
        return Objects.requireNonNull(target, "the directory has not been made");
    }

    /** Something in it will be finished later. */
    void hold() {
        holders.incrementAndGet();
    }

    /** Returns whether nothing is left to be finished in it. */
    boolean release() {
        return holders.decrementAndGet() == 0;
    }
}
