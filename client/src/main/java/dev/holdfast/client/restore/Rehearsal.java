package dev.holdfast.client.restore;

import dev.holdfast.client.download.MissingObjectsException;
import dev.holdfast.client.present.Comparison;
import dev.holdfast.client.present.Found;
import dev.holdfast.client.restore.EntryPlan.Action;
import dev.holdfast.client.restore.RestoreListener.Deed;
import dev.holdfast.client.restore.RestoreRun.Amount;
import dev.holdfast.client.restore.RestoreRun.Room;
import dev.holdfast.client.traverse.Trees;
import dev.holdfast.codec.seal.CorruptDataException;
import dev.holdfast.filesystem.capture.FileStatus;
import dev.holdfast.filesystem.recreate.TargetDirectory;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.RawName;
import dev.holdfast.model.RawPath;
import dev.holdfast.model.tree.Content;
import dev.holdfast.model.tree.Entry;
import dev.holdfast.model.tree.Extent;
import dev.holdfast.model.tree.Node;
import dev.holdfast.platform.linux.Stat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Tells the steps of a plan and counts the room that they need, and does nothing else. */
final class Rehearsal implements Steps {
    /** What most file systems give a file at least. */
    static final long BLOCK = 4_096;

    private final RestoreRequest request;
    private final Trees trees;
    private final Comparison comparison;
    private final Telling telling;
    private final Map<Stat.Device, Room> rooms = new LinkedHashMap<>();

    /** Whether steps are told or only counted. */
    enum Telling {
        TELL,
        COUNT
    }

    Rehearsal(RestoreRequest request, Trees trees, Comparison comparison, Telling telling) {
        this.request = request;
        this.trees = trees;
        this.comparison = comparison;
        this.telling = telling;
    }

    /** What content would be written on which file system, and what room there is. */
    List<Room> rooms() {
        return List.copyOf(rooms.values());
    }

    @Override
    public boolean directory(Folder folder, RawName name) throws IOException {
        switch (folder.action()) {
            case CREATE, REPLACE -> {
                need(folder, new Amount(BLOCK, folder.action() == Action.CREATE ? 1 : 0));
                tell(folder.action(), folder.path());
            }
            case ATTRIBUTES -> {
                if (folder.isWanted() && attributesDiffer(folder, name)) {
                    tell(Action.ATTRIBUTES, folder.path());
                }
            }
            case COMPARE, NOTHING, KEEP, OBSTRUCTED -> {}
        }
        return true;
    }

    private static boolean attributesDiffer(Folder folder, RawName name) throws IOException {
        Folder parent = Objects.requireNonNull(folder.parent());
        Optional<Found> found = Found.in(parent.target(), name);
        return found.isEmpty() || !found.get().carries(folder.metadata());
    }

    @Override
    public void leaf(Folder folder, Entry entry, Action action) throws IOException {
        Action left =
                action == Action.COMPARE
                        ? EntryPlan.compared(comparison.compare(folder.target(), entry))
                        : action;
        if (left == Action.CREATE || left == Action.REPLACE || left == Action.COMPARE) {
            // What is replaced gives its inode back.
            long bytes = Math.ceilDiv(room(entry), BLOCK) * BLOCK;
            need(folder, new Amount(bytes, left == Action.CREATE ? 1 : 0));
        }
        tell(left, folder.way().path(entry.name()));
    }

    @Override
    public void firstLink(Folder folder, Entry entry, Action action, LinkedFile file)
            throws IOException {
        leaf(folder, entry, action);
    }

    @Override
    public void link(Folder folder, Entry entry, LinkedFile file) throws IOException {
        Optional<FileStatus> there = status(folder, entry.name());
        Optional<FileStatus> first = status(file.folder(), file.name());
        if (there.isEmpty()) {
            tell(Action.CREATE, folder.way().path(entry.name()));
        } else if (request.rules().overwrite() != RestoreRequest.Overwrite.NEVER
                && (first.isEmpty() || !first.get().isSameFile(there.get()))) {
            tell(Action.REPLACE, folder.way().path(entry.name()));
        }
    }

    private static Optional<FileStatus> status(Folder folder, RawName name) throws IOException {
        TargetDirectory target = folder.existing();
        return target == null ? Optional.empty() : target.status(name);
    }

    /** A directory that is to be made comes onto the file system of the one that it is made in. */
    private void need(Folder folder, Amount more) throws IOException {
        Folder at = folder;
        while (at.existing() == null) {
            at = above(at);
        }
        Stat.Device device = at.target().device();
        Room known = rooms.get(device);
        rooms.put(device, (known == null ? room(at, device) : known).plus(more));
    }

    private Room room(Folder folder, Stat.Device device) throws IOException {
        Folder top = folder;
        while (top.parent() != null && above(top).target().device().equals(device)) {
            top = above(top);
        }
        List<RawName> place = new ArrayList<>(request.target().names());
        place.addAll(top.path().names());
        return Room.of(new RawPath(place), folder.target());
    }

    private static Folder above(Folder folder) {
        return Objects.requireNonNull(folder.parent(), "the top is there");
    }

    /** What the content takes: holes take nothing. */
    private long room(Entry entry) throws IOException {
        if (!(entry.node() instanceof Node.RegularFile file)) {
            return 0;
        }
        if (file.content() instanceof Content.Inline inline) {
            return inline.length();
        }
        long[] bytes = {0};
        try {
            trees.extents(
                    file.content(),
                    extent -> bytes[0] += extent instanceof Extent.Slice ? extent.length() : 0);
        } catch (CorruptDataException | MissingObjectsException | MalformedException fault) {
            return bytes[0];
        }
        return bytes[0];
    }

    @Override
    public void delete(TargetDirectory directory, RawPath path) {
        if (telling == Telling.TELL) {
            request.listener().planned(Deed.DELETE, path);
        }
    }

    @Override
    public void stays(RawPath directory, RawPath because) {
        if (telling == Telling.TELL) {
            request.listener().stays(directory, because);
        }
    }

    @Override
    public void leave(Folder folder) throws IOException {
        if (folder.parent() != null && folder.existing() != null) {
            folder.target().close();
        }
    }

    @Override
    public void end() {}

    private void tell(Action action, RawPath path) {
        if (telling == Telling.COUNT) {
            return;
        }
        switch (action) {
            case CREATE -> request.listener().planned(Deed.CREATE, path);
            case REPLACE, COMPARE -> request.listener().planned(Deed.REPLACE, path);
            case ATTRIBUTES -> request.listener().planned(Deed.ATTRIBUTES, path);
            case OBSTRUCTED -> {
                request.progress().missed();
                request.listener().failed(path, Execution.obstructed(request.rules()));
            }
            case NOTHING, KEEP -> request.progress().leftAlone();
        }
    }
}
