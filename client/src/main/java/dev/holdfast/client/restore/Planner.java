package dev.holdfast.client.restore;

import dev.holdfast.client.browse.PathSelection;
import dev.holdfast.client.lacking.Lacking;
import dev.holdfast.client.lacking.Pruning;
import dev.holdfast.client.lacking.Reach;
import dev.holdfast.client.present.Found;
import dev.holdfast.client.restore.EntryPlan.Action;
import dev.holdfast.client.traverse.Visitor;
import dev.holdfast.client.traverse.Way;
import dev.holdfast.filesystem.recreate.Recreated;
import dev.holdfast.filesystem.recreate.Recreation;
import dev.holdfast.filesystem.recreate.TargetDirectory;
import dev.holdfast.model.RawName;
import dev.holdfast.model.RawPath;
import dev.holdfast.model.tree.Entry;
import dev.holdfast.model.tree.FileSystemId;
import dev.holdfast.model.tree.Metadata;
import dev.holdfast.model.tree.Node;
import dev.holdfast.platform.linux.Errno;
import dev.holdfast.platform.linux.ErrnoException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the wanted part of a snapshot in lockstep with the target, and makes the steps of
 * what is to be done. Writes nothing itself.
 */
final class Planner implements Visitor<Folder> {
    private static final FileSystemId UNKNOWN = new FileSystemId("", "", 0);

    private final RestoreRequest request;
    private final PathSelection selection;
    private final @Nullable Pruning pruning;
    private final Steps steps;
    private final Set<RawPath> spared;
    private final Map<LinkKey, LinkedFile> linked = new HashMap<>();

    /** A file with several names. */
    private record LinkKey(FileSystemId fileSystem, long inode) {}

    /**
     * @param pruning of what the snapshot lacks; null if that is kept
     */
    Planner(RestoreRequest request, @Nullable Pruning pruning, Steps steps) {
        this.request = request;
        this.pruning = pruning;
        this.selection = request.selection();
        this.steps = steps;
        this.spared = request.sparedInSnapshot();
    }

    /** The folder that the traversal begins in. */
    Folder top(TargetDirectory target) throws IOException {
        Node.Directory directory = request.root().top().directory();
        boolean wanted = selection.wants(RawPath.ROOT);
        Folder top =
                new Folder(
                        null,
                        Way.TOP,
                        local(request.root().top().metadata()),
                        nature(UNKNOWN, directory, wanted));
        top.decide(
                request.rules().overwrite() == RestoreRequest.Overwrite.NEVER
                        ? Action.KEEP
                        : Action.ATTRIBUTES,
                target);
        lookForMore(top);
        return top;
    }

    private static Folder.Nature nature(
            FileSystemId outer, Node.Directory directory, boolean wanted) {
        FileSystemId fileSystem = directory.mount() == null ? outer : directory.mount();
        boolean whole = directory.coverage() == Node.Coverage.WHOLE;
        return new Folder.Nature(fileSystem, wanted, whole, directory.tree());
    }

    private Metadata local(Metadata saved) {
        return request.rules().owners().local(saved);
    }

    @Override
    public boolean wants(Way parent, Entry entry, Node.Directory directory) {
        if (selection.isEverything()) {
            return true;
        }
        RawPath path = parent.path(entry.name());
        return selection.wants(path) || selection.leadsOn(path);
    }

    /** What goes wrong with one name is told, and ends nothing else. */
    private <T> @Nullable T attempt(Way parent, RawName name, Attempt<T> attempt)
            throws IOException {
        Recreated<T> made =
                Recreated.attempt(() -> {
                    T value = attempt.make();
                    return value == null ? new Recreated.Kept<>() : new Recreated.Made<>(value);
                });
        return switch (made) {
            case Recreated.Made<T>(T value) -> value;
            case Recreated.Kept<T>() -> null;
            case Recreated.Refused<T>(String reason) -> {
                request.progress().missed();
                request.listener().failed(parent.path(name), reason);
                yield null;
            }
        };
    }

    private interface Attempt<T> {
        @Nullable T make() throws IOException;
    }

    @Override
    public @Nullable Folder enter(Place<Folder> place, Entry entry, Node.Directory directory)
            throws IOException {
        return attempt(place.way(), entry.name(), () -> enter(place.context(), entry, directory));
    }

    private @Nullable Folder enter(Folder parent, Entry entry, Node.Directory directory)
            throws IOException {
        Way way = parent.way().to(entry.name());
        boolean wanted = isWanted(parent, entry.name());
        told(parent, entry.name());
        if (isSpared(parent, entry.name())) {
            request.listener().spared(way.path());
            return null;
        }
        Folder folder =
                new Folder(
                        parent,
                        way,
                        local(entry.metadata()),
                        nature(parent.fileSystem(), directory, wanted));
        if (!wanted && selection.hasPatterns()) {
            // Made only if something in it turns out to be wanted.
            return folder;
        }
        return begin(folder) ? folder : null;
    }

    /** Whether a directory is there, or will be; begins it if nobody has tried. */
    private boolean isReady(Folder folder) throws IOException {
        return isBegun(folder) || (!folder.isRefused() && begin(folder));
    }

    /** Decides upon a directory, and has it made; returns whether to go in. */
    private boolean begin(Folder folder) throws IOException {
        folder.refuse();
        Folder parent = Objects.requireNonNull(folder.parent());
        if (!isReady(parent)) {
            return false;
        }
        RawName name = Objects.requireNonNull(folder.way().name());
        Node node = new Node.Directory(null, Node.Coverage.WHOLE, null);
        Action action = plan(parent, name, new Found(folder.metadata(), node));
        TargetDirectory existing =
                action == Action.ATTRIBUTES || action == Action.KEEP
                        ? parent.target().existing(name).orElse(null)
                        : null;
        if (action == Action.KEEP && existing == null) {
            request.progress().leftAlone();
            return false;
        }
        if (action == Action.ATTRIBUTES && existing == null) {
            // It was there a moment ago: somebody exchanged it.
            throw new ErrnoException("enter directory", name.toArray(), Errno.ESTALE);
        }
        folder.decide(action, existing);
        lookForMore(folder);
        if (!steps.directory(folder, name)) {
            return false;
        }
        folder.begin();
        return true;
    }

    private static boolean isBegun(Folder folder) {
        return folder.isBegun() || folder.parent() == null;
    }

    private boolean isWanted(Folder parent, RawName name) {
        return parent.isWanted()
                || selection.isEverything()
                || selection.wants(parent.way().path(name));
    }

    private boolean isSpared(Folder parent, RawName name) {
        return !spared.isEmpty() && spared.contains(parent.way().path(name));
    }

    @Override
    public void leaf(Place<Folder> place, Entry entry) throws IOException {
        Folder folder = place.context();
        told(folder, entry.name());
        attempt(
                place.way(),
                entry.name(),
                () -> {
                    leaf(folder, entry);
                    return folder;
                });
    }

    private void leaf(Folder folder, Entry entry) throws IOException {
        if (entry.node() instanceof Node.Directory || !isWanted(folder, entry.name())) {
            return;
        }
        if (isSpared(folder, entry.name())) {
            request.listener().spared(folder.way().path(entry.name()));
            return;
        }
        if (!isReady(folder)) {
            return;
        }
        Entry here = new Entry(entry.name(), local(entry.metadata()), entry.node());
        if (entry.metadata().links() > 1) {
            linkedLeaf(folder, here);
        } else {
            steps.leaf(folder, here, plan(folder, here));
        }
    }

    private Action plan(Folder folder, Entry entry) throws IOException {
        return plan(folder, entry.name(), new Found(entry.metadata(), entry.node()));
    }

    private Action plan(Folder folder, RawName name, Found wanted) throws IOException {
        TargetDirectory target = folder.existing();
        Optional<Found> existing =
                target == null || !target.existed() ? Optional.empty() : Found.in(target, name);
        Action action = EntryPlan.of(wanted, existing, request.rules());
        return pruning != null
                        && action == Action.REPLACE
                        && existing.orElseThrow().node() instanceof Node.Directory
                ? clear(folder, name, pruning)
                : action;
    }

    /** A directory that has the name of something else goes if all that is in it may go. */
    private static Action clear(Folder folder, RawName name, Pruning pruning) throws IOException {
        Reach reach = reach(folder, pruning);
        boolean goes = pruning.prune(folder.target(), folder.path(), reach, List.of(name));
        return goes ? Action.CREATE : Action.OBSTRUCTED;
    }

    private void linkedLeaf(Folder folder, Entry entry) throws IOException {
        LinkKey key = new LinkKey(folder.fileSystem(), entry.metadata().inode());
        LinkedFile file = linked.get(key);
        Action action = plan(folder, entry);
        if (file != null) {
            if (file.countName()) {
                linked.remove(key);
            }
            if (action == Action.OBSTRUCTED) {
                steps.leaf(folder, entry, action);
            } else {
                steps.link(folder, entry, file);
            }
            return;
        }
        if (action != Action.KEEP && action != Action.OBSTRUCTED) {
            LinkedFile first = new LinkedFile(folder, entry.name(), entry.metadata().links());
            linked.put(key, first);
            begin(folder, entry, action, first);
        } else {
            steps.leaf(folder, entry, action);
        }
    }

    /** Whatever goes wrong, the other names hear of it. */
    private void begin(Folder folder, Entry entry, Action action, LinkedFile first)
            throws IOException {
        try {
            steps.firstLink(folder, entry, action, first);
        } catch (ErrnoException failure) {
            first.failed(String.valueOf(failure.getMessage()));
            throw failure;
        }
    }

    @Override
    public void leave(Place<Folder> place) throws IOException {
        Folder folder = place.context();
        Lacking lacking = folder.lacking();
        if (lacking != null && pruning != null && folder.isWhole() && isBegun(folder)) {
            prune(folder, pruning, lacking.rest());
        }
        if (isBegun(folder)) {
            steps.leave(folder);
        }
    }

    private void prune(Folder folder, Pruning pruning, List<RawName> names) throws IOException {
        Recreated<Folder> pruned =
                Recreated.attempt(() -> {
                    pruning.prune(folder.target(), folder.path(), reach(folder, pruning), names);
                    return new Recreated.Made<>(folder);
                });
        if (pruned instanceof Recreated.Refused<Folder>(String reason)) {
            request.progress().missed();
            request.listener().failed(folder.path(), reason);
        }
    }

    /** Found out only where it counts: it may take a look into the vault. */
    private static Reach reach(Folder folder, Pruning pruning) {
        Deque<Folder> way = new ArrayDeque<>();
        Reach reach = folder.reach();
        for (Folder at = folder; at != null && at.reach() == null; at = at.parent()) {
            way.push(at);
            reach = at.parent() == null ? null : at.parent().reach();
        }
        for (Folder at : way) {
            RawName name = at.way().name();
            reach =
                    reach == null || name == null
                            ? pruning.top(at.tree())
                            : pruning.enter(reach, name, at.tree());
            at.reach(reach);
        }
        return Objects.requireNonNull(reach);
    }

    @Override
    public void damaged(Place<Folder> place, IOException fault) {
        place.context().foundDamage();
        request.progress().foundDamage();
        request.progress().missed();
        request.listener().failed(place.way().path(), String.valueOf(fault.getMessage()));
    }

    /**
     * Reads the names that are there, to know in the end which of them the snapshot lacks. What a
     * restore left behind that was cut off goes in any case.
     */
    private void lookForMore(Folder folder) throws IOException {
        TargetDirectory target = folder.existing();
        if (target == null || !target.existed()) {
            return;
        }
        List<RawName> names = new ArrayList<>();
        for (RawName name : target.names()) {
            if (Recreation.isTemporary(name)) {
                steps.delete(target, folder.way().path(name));
            } else {
                names.add(name);
            }
        }
        if (pruning != null && folder.isWanted()) {
            folder.lacking(new Lacking(names));
        }
    }

    /** Notes that the snapshot has a name. */
    private void told(Folder folder, RawName name) {
        Lacking lacking = folder.lacking();
        if (lacking != null) {
            lacking.told(name);
        }
    }
}
