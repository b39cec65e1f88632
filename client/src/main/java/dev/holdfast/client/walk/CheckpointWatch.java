package dev.holdfast.client.walk;

import dev.holdfast.client.assembly.Assembly;
import dev.holdfast.model.tree.Entry;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Looks whether it is time for a checkpoint, and has it made of what there is so far. */
final class CheckpointWatch {
    private final Walk walk;
    private final Walk.Checkpoints checkpoints;
    private final Assembly assembly;
    private final BaseRests rests;

    CheckpointWatch(Walk walk, Walk.Checkpoints checkpoints, Assembly assembly, BaseRests rests) {
        this.walk = walk;
        this.checkpoints = checkpoints;
        this.assembly = assembly;
        this.rests = rests;
    }

    /** Finds what the last snapshot had that the walk has not come to. */
    @FunctionalInterface
    interface BaseRests {
        Assembly.Rest now() throws IOException;
    }

    boolean isDue() {
        return checkpoints.isDue();
    }

    /**
     * @param unfinished a file that is being read
     */
    void make(@Nullable Entry unfinished) throws IOException {
        checkpoints.make(assembly.soFar(rests.now(), unfinished), walk);
    }
}
