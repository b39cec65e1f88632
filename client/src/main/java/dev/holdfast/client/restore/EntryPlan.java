package dev.holdfast.client.restore;

import dev.holdfast.client.present.Comparison.Likeness;
import dev.holdfast.client.present.Found;
import dev.holdfast.client.restore.RestoreRequest.Others;
import dev.holdfast.client.restore.RestoreRequest.Overwrite;
import dev.holdfast.client.restore.RestoreRequest.Rules;
import dev.holdfast.model.tree.Node;
import java.util.Optional;

/** Decides what becomes of one name: a restore is nothing but this, name by name. Pure. */
final class EntryPlan {
    private EntryPlan() {}

    /** What is done. */
    enum Action {
        /** Nothing has the name, and it is made. */
        CREATE,
        /** What has the name is replaced; a directory only if all that is in it may be deleted. */
        REPLACE,
        /**
         * A regular file is there whose content must be looked at: it may be that of the snapshot.
         */
        COMPARE,
        /** What is there is right but for its attributes; of a directory they are always set. */
        ATTRIBUTES,
        /** What is there is right. */
        NOTHING,
        /** What is there is to be kept as it is. */
        KEEP,
        /** A directory is there, with what may be in it, and is not to be deleted. */
        OBSTRUCTED
    }

    /**
     * @param wanted as it is to be on this machine
     */
    static Action of(Found wanted, Optional<Found> existing, Rules rules) {
        if (existing.isEmpty()) {
            return Action.CREATE;
        }
        Found found = existing.get();
        boolean bothDirectories =
                wanted.node() instanceof Node.Directory && found.node() instanceof Node.Directory;
        if (rules.overwrite() == Overwrite.NEVER) {
            return Action.KEEP;
        }
        if (bothDirectories) {
            return Action.ATTRIBUTES;
        }
        if (found.node() instanceof Node.Directory) {
            return rules.others() == Others.DELETE ? Action.REPLACE : Action.OBSTRUCTED;
        }
        return switch (wanted.node()) {
            case Node.Directory _ -> Action.REPLACE;
            case Node.RegularFile file -> ofFile(wanted, file, found, rules.overwrite());
            case Node.SymbolicLink _, Node.Device _, Node.Fifo _, Node.Socket _ ->
                    wanted.node().equals(found.node()) ? attributes(wanted, found) : Action.REPLACE;
        };
    }

    private static Action ofFile(
            Found wanted, Node.RegularFile file, Found found, Overwrite overwrite) {
        if (!(found.node() instanceof Node.RegularFile there)) {
            return Action.REPLACE;
        }
        boolean looksSame =
                there.size() == file.size()
                        && found.metadata()
                                .times()
                                .modified()
                                .equals(wanted.metadata().times().modified());
        return looksSame && overwrite == Overwrite.CHANGED
                ? attributes(wanted, found)
                : Action.COMPARE;
    }

    private static Action attributes(Found wanted, Found found) {
        return found.carries(wanted.metadata()) ? Action.NOTHING : Action.ATTRIBUTES;
    }

    /** What is left to be done with a regular file that has the name of another. */
    static Action compared(Likeness likeness) {
        return switch (likeness) {
            case OTHER_CONTENT -> Action.COMPARE;
            case OTHER_ATTRIBUTES -> Action.ATTRIBUTES;
            case SAME -> Action.NOTHING;
        };
    }
}
