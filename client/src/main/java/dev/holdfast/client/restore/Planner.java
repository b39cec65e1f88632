package dev.holdfast.client.restore;

import dev.holdfast.client.browse.PathSelection;
import dev.holdfast.client.filter.FilterScope.Kind;
import dev.holdfast.client.lacking.Deletable;
import dev.holdfast.client.lacking.Lacking;
import dev.holdfast.client.present.Found;
import dev.holdfast.client.restore.EntryPlan.Action;
import dev.holdfast.client.traverse.Visitor;
import dev.holdfast.client.traverse.Way;
import dev.holdfast.filesystem.capture.FileStatus;
import dev.holdfast.filesystem.recreate.TargetDirectory;
import dev.holdfast.model.RawName;
import dev.holdfast.model.RawPath;
import dev.holdfast.model.tree.Entry;
import dev.holdfast.model.tree.FileSystemId;
import dev.holdfast.model.tree.Metadata;
import dev.holdfast.model.tree.Node;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
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
    private final Deletable deletable;
    private final Steps steps;
    private final Set<RawPath> spared = new HashSet<>();
    private final Map<LinkKey, LinkedFile> linked = new HashMap<>();
    private final Map<Folder, Lacking> lacking = new HashMap<>();

    /** A file with several names. */
    private record LinkKey(FileSystemId fileSystem, long inode) {}

    Planner(RestoreRequest request, Deletable deletable, Steps steps) {
        this.request = request;
        this.deletable = deletable;
        this.selection = request.selection();
        this.steps = steps;
        for (RawPath path : request.spared()) {
            if (path.startsWith(request.target())) {
                int above = request.target().names().size();
                spared.add(new RawPath(path.names().subList(above, path.names().size())));
            }
        }
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
        return new Folder.Nature(fileSystem, wanted, whole);
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

    @Override
    public @Nullable Folder enter(Place<Folder> place, Entry entry, Node.Directory directory)
            throws IOException {
        Folder parent = place.context();
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

    /** Decides upon a directory, and has it made; returns whether to go in. */
    private boolean begin(Folder folder) throws IOException {
        Folder parent = Objects.requireNonNull(folder.parent());
        if (parent.existing() == null && !isBegun(parent) && !begin(parent)) {
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
        folder.decide(action, existing);
        folder.begin();
        if (!steps.directory(folder, name)) {
            return false;
        }
        lookForMore(folder);
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
        if (entry.node() instanceof Node.Directory || !isWanted(folder, entry.name())) {
            return;
        }
        if (isSpared(folder, entry.name())) {
            request.listener().spared(folder.way().path(entry.name()));
            return;
        }
        if (folder.existing() == null && !isBegun(folder) && !begin(folder)) {
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
        return EntryPlan.of(wanted, existing, request.rules());
    }

    private void linkedLeaf(Folder folder, Entry entry) throws IOException {
        LinkKey key = new LinkKey(folder.fileSystem(), entry.metadata().inode());
        LinkedFile file = linked.get(key);
        if (file != null) {
            if (file.countName()) {
                linked.remove(key);
            }
            steps.link(folder, entry, file);
            return;
        }
        Action action = plan(folder, entry);
        if (action != Action.KEEP && action != Action.OBSTRUCTED) {
            LinkedFile first = new LinkedFile(folder, entry.name(), entry.metadata().links());
            linked.put(key, first);
            steps.firstLink(folder, entry, action, first);
        } else {
            steps.leaf(folder, entry, action);
        }
    }

    @Override
    public void leave(Place<Folder> place) throws IOException {
        Folder folder = place.context();
        Lacking left = lacking.remove(folder);
        if (left != null && folder.isWhole()) {
            for (RawName name : left.rest()) {
                delete(folder, name);
            }
        }
        if (isBegun(folder)) {
            steps.leave(folder);
        }
    }

    private void delete(Folder folder, RawName name) throws IOException {
        RawPath path = folder.way().path(name);
        boolean holdsOwn = spared.stream().anyMatch(own -> own.startsWith(path));
        if (!holdsOwn && mayGo(folder.target(), name, path)) {
            steps.delete(folder, name);
        }
    }

    /** A directory goes with all that is in it, or not at all. */
    private boolean mayGo(TargetDirectory target, RawName name, RawPath path) throws IOException {
        Optional<FileStatus> status = target.status(name);
        if (status.isEmpty() || !status.get().isDirectory()) {
            return deletable.mayGo(path, Kind.OTHER);
        }
        if (!deletable.mayGo(path, Kind.DIRECTORY)) {
            return false;
        }
        Optional<TargetDirectory> inner =
                deletable.hasNoRules() ? Optional.empty() : target.existing(name);
        if (inner.isEmpty()) {
            return true;
        }
        try (TargetDirectory directory = inner.get()) {
            for (RawName each : directory.names()) {
                if (!mayGo(directory, each, path.resolve(each))) {
                    return false;
                }
            }
        }
        return true;
    }

    @Override
    public void damaged(Place<Folder> place, IOException fault) {
        place.context().foundDamage();
        request.progress().foundDamage();
        request.progress().missed();
        request.listener().failed(place.way().path(), String.valueOf(fault.getMessage()));
    }

    /** Reads the names that are there, to know in the end which of them the snapshot lacks. */
    private void lookForMore(Folder folder) throws IOException {
        TargetDirectory target = folder.existing();
        if (request.rules().others() == RestoreRequest.Others.DELETE
                && target != null
                && target.existed()
                && folder.isWanted()) {
            lacking.put(folder, new Lacking(target.names()));
        }
    }

    /** Notes that the snapshot has a name. */
    private void told(Folder folder, RawName name) {
        Lacking left = lacking.get(folder);
        if (left != null) {
            left.told(name);
        }
    }
}
