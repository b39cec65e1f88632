package dev.holdfast.client.restore;

import dev.holdfast.client.restore.RestoreRequest.Others;
import dev.holdfast.client.restore.RestoreRequest.Overwrite;
import dev.holdfast.client.restore.RestoreRequest.Rules;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.tree.Metadata;
import dev.holdfast.model.tree.Node;
import dev.holdfast.model.tree.Xattr;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Decides what becomes of one name: a restore is nothing but this, name by name. Pure. */
final class EntryPlan {
    private static final byte[] USER_NAMESPACE = "user.".getBytes(StandardCharsets.US_ASCII);
    private static final Set<Bytes> ACLS =
            Set.of(Bytes.utf8("system.posix_acl_access"), Bytes.utf8("system.posix_acl_default"));

    private EntryPlan() {}

    /** What is done. */
    enum Action {
        /** Nothing has the name, and it is made. */
        CREATE,
        /** What has the name is replaced. */
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
        /** A directory is there, with all that may be in it, and is not to be deleted. */
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
                    wanted.node().equals(found.node())
                            ? attributes(wanted.metadata(), found.metadata(), wanted.node())
                            : Action.REPLACE;
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
                ? attributes(wanted.metadata(), found.metadata(), wanted.node())
                : Action.COMPARE;
    }

    private static Action attributes(Metadata wanted, Metadata found, Node node) {
        return sameAttributes(wanted, found, node) ? Action.NOTHING : Action.ATTRIBUTES;
    }

    /** Whether a restore would set nothing. */
    static boolean sameAttributes(Metadata wanted, Metadata found, Node node) {
        boolean sameMode = node instanceof Node.SymbolicLink || wanted.mode() == found.mode();
        return sameMode
                && wanted.owner().equals(found.owner())
                && wanted.times().modified().equals(found.times().modified())
                && wanted.flags() == found.flags()
                && sameXattrs(wanted, found);
    }

    /** What this machine adds by itself, such as a security label, is no difference. */
    private static boolean sameXattrs(Metadata wanted, Metadata found) {
        Set<Xattr> there = new HashSet<>(found.xattrs());
        if (!there.containsAll(wanted.xattrs())) {
            return false;
        }
        Set<Bytes> names = new HashSet<>();
        wanted.xattrs().forEach(xattr -> names.add(xattr.name()));
        return found.xattrs().stream()
                .noneMatch(xattr -> isRemoved(xattr.name()) && !names.contains(xattr.name()));
    }

    /** Whether a restore removes such an attribute when the snapshot does not have it. */
    private static boolean isRemoved(Bytes name) {
        if (ACLS.contains(name) || name.length() <= USER_NAMESPACE.length) {
            return ACLS.contains(name);
        }
        for (int i = 0; i < USER_NAMESPACE.length; i++) {
            if (name.at(i) != USER_NAMESPACE[i]) {
                return false;
            }
        }
        return true;
    }
}
