package dev.holdfast.client.restore;

import dev.holdfast.client.restore.EntryPlan.Action;
import dev.holdfast.client.traverse.Way;
import dev.holdfast.filesystem.recreate.TargetDirectory;
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
    private Action action = Action.CREATE;
    private boolean begun;
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
     */
    record Nature(FileSystemId fileSystem, boolean wanted, boolean whole) {}

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

    /** What was decided, and the directory in the target if there is one already. */
    void decide(Action decided, @Nullable TargetDirectory existing) {
        action = decided;
        target = existing;
    }

    /** From now on it is finished once it is left. */
    void begin() {
        begun = true;
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
