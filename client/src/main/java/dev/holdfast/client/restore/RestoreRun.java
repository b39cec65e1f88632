package dev.holdfast.client.restore;

import dev.holdfast.client.vault.MissingObjectsException;
import dev.holdfast.client.vault.Trees;
import dev.holdfast.client.vault.VaultConnection;
import dev.holdfast.codec.seal.CorruptDataException;
import dev.holdfast.filesystem.recreate.Recreated;
import dev.holdfast.filesystem.recreate.Recreation;
import dev.holdfast.filesystem.recreate.Shortfalls;
import dev.holdfast.filesystem.recreate.TargetDirectory;
import dev.holdfast.filesystem.recreate.TargetFile;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.RawName;
import dev.holdfast.model.RawPath;
import dev.holdfast.model.tree.Entry;
import dev.holdfast.model.tree.FileSystemId;
import dev.holdfast.model.tree.Node;
import dev.holdfast.model.tree.Root;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes the wanted part of a snapshot again below a directory. What cannot be made is named, and
 * the rest is made all the same.
 */
public final class RestoreRun {
    /** Files and directories that are open at once, beside one for each level. */
    private static final int OPEN_MAX = 256;

    private static final FileSystemId UNKNOWN = new FileSystemId("", "", 0);

    private final Request request;
    private final Trees trees;
    private final ContentWriter contents;
    private final Recreation recreation;

    /** What must wait until the files before it have their content, in order. */
    private final Deque<Finish> unfinished = new ArrayDeque<>();

    /** Files and directories that are not finished, and how they are closed. */
    private final SequencedMap<Object, Finish> opened = new LinkedHashMap<>();

    private final Map<LinkKey, RawPath> linked = new HashMap<>();
    private final List<RawName> path = new ArrayList<>();
    private @Nullable TargetDirectory top;

    public RestoreRun(Request request, VaultConnection vault) {
        this.request = request;
        this.trees = vault.trees();
        this.contents = new ContentWriter(trees, vault.reader(), request.progress());
        this.recreation = new Recreation(request.existing(), request.shortfalls());
    }

    /**
     * What is to be made again.
     *
     * @param target an existing directory, which stands for the root directory of the snapshot
     * @param shortfalls takes what could not be set
     */
    public record Request(
            Root root,
            PathSelection selection,
            RawPath target,
            Recreation.Existing existing,
            Shortfalls shortfalls,
            RestoreProgress progress,
            RestoreListener listener) {}

    /** A file with several names. */
    private record LinkKey(FileSystemId fileSystem, long inode) {}

    @FunctionalInterface
    private interface Finish {
        void run() throws IOException;
    }

    /**
     * @throws IOException if the vault fails, or the target's disc is full or gone
     */
    public void run() throws IOException {
        Node.Directory directory = request.root().top().directory();
        FileSystemId fileSystem = directory.mount() == null ? UNKNOWN : directory.mount();
        try (TargetDirectory target = recreation.open(request.target().toArray())) {
            top = target;
            try {
                entries(directory, new Place(target, fileSystem));
                finishAll();
            } finally {
                discardOpened();
            }
            if (request.selection().wants(RawPath.ROOT)) {
                target.finish(request.root().top().metadata());
            }
            target.sync();
        }
    }

    /** After a failure: no file that is half there is left behind. */
    private void discardOpened() throws IOException {
        for (Finish close : opened.sequencedValues().reversed()) {
            close.run();
        }
        opened.clear();
    }

    private record Place(TargetDirectory directory, FileSystemId fileSystem) {}

    /** A damaged directory costs what is in it, not the rest. */
    private void entries(Node.Directory node, Place place) throws IOException {
        try {
            trees.entries(
                    node.tree(),
                    entry -> {
                        path.add(entry.name());
                        entry(entry, place);
                        path.removeLast();
                    });
        } catch (CorruptDataException | MissingObjectsException | MalformedException fault) {
            damaged(here(), String.valueOf(fault.getMessage()));
        }
    }

    private RawPath here() {
        return new RawPath(path);
    }

    private void entry(Entry entry, Place place) throws IOException {
        RawPath here = here();
        boolean wanted = request.selection().wants(here);
        if (entry.node() instanceof Node.Directory node) {
            if (wanted || request.selection().leadsOn(here)) {
                directory(entry, node, place, wanted);
            }
        } else if (wanted) {
            leaf(entry, place);
        }
    }

    private void directory(Entry entry, Node.Directory node, Place place, boolean wanted)
            throws IOException {
        TargetDirectory made = accept(here(), place.directory().directory(entry.name()));
        if (made == null) {
            return;
        }
        opened.put(made, made::close);
        FileSystemId fileSystem = node.mount() == null ? place.fileSystem() : node.mount();
        entries(node, new Place(made, fileSystem));
        boolean ours = wanted || !made.existed();
        RawPath here = here();
        finishLater(() -> {
            opened.remove(made);
            try (made) {
                if (ours) {
                    made.finish(entry.metadata());
                    request.progress().made();
                    request.listener().restored(here);
                }
            }
        });
    }

    private void leaf(Entry entry, Place place) throws IOException {
        LinkKey key = new LinkKey(place.fileSystem(), entry.metadata().inode());
        RawPath first = entry.metadata().links() > 1 ? linked.get(key) : null;
        if (first != null) {
            RawPath here = here();
            finishLater(() -> link(here, first, place.directory()));
            return;
        }
        boolean made =
                entry.node() instanceof Node.RegularFile file
                        ? file(entry, file, place.directory())
                        : special(entry, place.directory());
        if (made && entry.metadata().links() > 1) {
            linked.put(key, here());
        }
    }

    private boolean file(Entry entry, Node.RegularFile node, TargetDirectory directory)
            throws IOException {
        TargetFile file = accept(here(), directory.file(entry.name(), entry.metadata()));
        if (file == null) {
            return false;
        }
        opened.put(file, file::close);
        contents.write(file, node.content());
        RawPath here = here();
        finishLater(() -> {
            opened.remove(file);
            String damage = contents.damage(file);
            try (file) {
                if (damage == null) {
                    done(here, file.finish(node.size()));
                } else {
                    damaged(here, damage);
                }
            }
        });
        return true;
    }

    private boolean special(Entry entry, TargetDirectory directory) throws IOException {
        return done(here(), directory.special(entry.name(), entry.metadata(), entry.node()));
    }

    /** Gives a file that was made one more name. */
    private void link(RawPath here, RawPath first, TargetDirectory directory) throws IOException {
        List<RawName> names = first.names();
        Deque<TargetDirectory> way = new ArrayDeque<>();
        try {
            TargetDirectory at = Objects.requireNonNull(top);
            for (RawName step : names.subList(0, names.size() - 1)) {
                at = accept(here, at.directory(step));
                if (at == null) {
                    return;
                }
                way.push(at);
            }
            done(here, directory.link(here.names().getLast(), at, names.getLast()));
        } finally {
            for (TargetDirectory each : way) {
                each.close();
            }
        }
    }

    private boolean done(RawPath here, Recreated<RawName> recreated) {
        if (accept(here, recreated) == null) {
            return false;
        }
        request.progress().made();
        request.listener().restored(here);
        return true;
    }

    /** What was made; null for what was kept, or could not be made, which is then told. */
    private <T> @Nullable T accept(RawPath here, Recreated<T> recreated) {
        return switch (recreated) {
            case Recreated.Made<T>(T value) -> value;
            case Recreated.Kept<T>() -> null;
            case Recreated.Refused<T>(String reason) -> {
                failed(here, reason);
                yield null;
            }
        };
    }

    private void damaged(RawPath here, String reason) {
        request.progress().lost();
        failed(here, reason);
    }

    private void failed(RawPath here, String reason) {
        request.progress().missed();
        request.listener().failed(here, reason);
    }

    private void finishLater(Finish finish) throws IOException {
        unfinished.add(finish);
        if (unfinished.size() >= OPEN_MAX) {
            finishAll();
        }
    }

    private void finishAll() throws IOException {
        contents.flush();
        for (Finish each = unfinished.poll(); each != null; each = unfinished.poll()) {
            each.run();
        }
    }
}
