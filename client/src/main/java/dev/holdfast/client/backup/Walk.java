package dev.holdfast.client.backup;

import dev.holdfast.client.backup.Descriptions.Described;
import dev.holdfast.client.backup.Selection.Choice;
import dev.holdfast.client.cache.CacheCursor;
import dev.holdfast.client.cache.CachedEntry;
import dev.holdfast.client.vault.Trees;
import dev.holdfast.filesystem.capture.CaptureBuffers;
import dev.holdfast.filesystem.capture.Captured;
import dev.holdfast.filesystem.capture.FileStatus;
import dev.holdfast.filesystem.capture.SourceDirectory;
import dev.holdfast.filesystem.capture.SourceDirectory.Crossing;
import dev.holdfast.filesystem.capture.SourceDirectory.Description;
import dev.holdfast.filesystem.capture.SourceDirectory.Listing;
import dev.holdfast.filesystem.volume.FileSystemIds;
import dev.holdfast.filesystem.volume.MountKind;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.RawName;
import dev.holdfast.model.RawPath;
import dev.holdfast.model.tree.Entry;
import dev.holdfast.model.tree.FileSystemId;
import dev.holdfast.model.tree.Metadata;
import dev.holdfast.model.tree.Node;
import dev.holdfast.model.tree.Node.Coverage;
import dev.holdfast.model.tree.Root;
import dev.holdfast.platform.linux.FileType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Walks the file systems in the order of names, in lockstep with the last snapshot, and hands what
 * it meets to the {@link Assembly}. Nothing that it meets ends it: what is gone is counted, what
 * cannot be read is named.
 */
final class Walk {
    /** The top directory has no name; nobody reads this one. */
    private static final RawName TOP = RawName.of("top");

    /**
     * Nobody nests deeper but to have whoever follows run out of stack or descriptors, here or at a
     * restore.
     */
    static final int DEPTH_MAX = 256;

    private final Base base;
    private final Assembly assembly;
    private final FileSaver files;
    private final SharedUses uses;
    private final Losses losses;
    private final Checkpoints checkpoints;
    private final Report report;
    private final CaptureBuffers buffers;
    private final FileSystemIds fileSystems = new FileSystemIds();
    private final Map<LinkKey, Linked> linked = new HashMap<>();
    private final List<Root.Mount> mounts = new ArrayList<>();
    private final List<RawName> path = new ArrayList<>();
    private final Descriptions descriptions;
    private final Assembly.Rest rest;
    private @Nullable Metadata top;

    Walk(Base base, Parts parts, Checkpoints checkpoints, Report report) throws IOException {
        this.base = base;
        this.checkpoints = checkpoints;
        this.assembly = parts.assembly();
        this.files = parts.files();
        this.uses = parts.uses();
        this.losses = parts.losses();
        this.report = report;
        this.buffers = report.buffers();
        this.descriptions = new Descriptions(report.gaps(), report.owners());
        this.rest = new BaseRest(base.root(), parts.trees(), path);
    }

    /**
     * What the walk works with.
     *
     * @param trees of the last snapshot, for what a checkpoint has not come to
     */
    record Parts(Assembly assembly, FileSaver files, SharedUses uses, Trees trees, Losses losses) {}

    /** Makes checkpoints. */
    interface Checkpoints {
        boolean isDue();

        /**
         * Keeps the top directory as it is so far, with what the last snapshot had for the rest.
         */
        void make(Node.Directory top, Walk walk) throws IOException;
    }

    /** Where the walk says what it meets. */
    record Report(
            BackupProgress progress,
            BackupListener listener,
            Gaps gaps,
            Owners owners,
            CaptureBuffers buffers) {}

    /**
     * A directory that is being walked.
     *
     * @param steps of the last snapshot's directory beside it
     */
    private record Place(
            SourceDirectory directory,
            Selection selection,
            FileSystemId fileSystem,
            Lockstep steps) {}

    /** A file with several names. */
    private record LinkKey(FileSystemId fileSystem, long inode) {}

    private record Linked(FileSaver.Saved saved, Described described) {}

    /** File systems that were met, in the order of the walk. */
    List<Root.Mount> mounts() {
        return mounts;
    }

    /** The top directory's own metadata. */
    Metadata top() {
        return Objects.requireNonNull(top, "the walk has not begun");
    }

    void run(Selection selection) throws IOException {
        try (SourceDirectory directory = found(SourceDirectory.root())) {
            FileSystemId fileSystem = directory.fileSystem(fileSystems);
            Described described = descriptions.take(here(), found(directory.describe()));
            top = described.metadata();
            report.progress().met(0);
            mounts.add(new Root.Mount(Bytes.utf8("/"), fileSystem, true));
            CacheCursor cursor = base.cursor(fileSystem);
            Entry entry =
                    new Entry(
                            TOP,
                            described.metadata(),
                            new Node.Directory(null, coverage(selection), fileSystem));
            assembly.begin(
                    new Assembly.Beginning(
                            described.cached(entry), fileSystem, false, isComparable(cursor)));
            entries(new Place(directory, selection, fileSystem, new Lockstep(cursor, assembly)));
        }
        new MissingMounts(base.root(), selection).name(mounts, report.gaps());
    }

    private static <T> T found(Captured<T> captured) throws IOException {
        return switch (captured) {
            case Captured.Found<T>(T value) -> value;
            case Captured.Vanished<T>() -> throw new IOException("cannot read the root directory");
            case Captured.Unreadable<T>(String reason) -> throw new IOException(reason);
            case Captured.Changed<T>(String reason) -> throw new IOException(reason);
        };
    }

    /** Trees are taken as they were only while none of their parts is known to be lost. */
    private boolean isComparable(@Nullable CacheCursor cursor) {
        return cursor != null && losses.isEmpty();
    }

    private static Coverage coverage(Selection selection) {
        return selection.choice() == Choice.TAKE ? Coverage.WHOLE : Coverage.PASSAGE;
    }

    private void entries(Place place) throws IOException {
        Listing listing =
                switch (place.directory().list(buffers)) {
                    case Captured.Found<Listing>(Listing names) -> names;
                    case Captured.Vanished<Listing>() -> new Listing(List.of(), List.of());
                    case Captured.Unreadable<Listing>(String reason) ->
                            new Listing(List.of(), List.of(reason));
                    case Captured.Changed<Listing>(String reason) ->
                            new Listing(List.of(), List.of(reason));
                };
        listing.unreadable().forEach(reason -> report.gaps().add(here(), reason));
        if (VaultFolders.isOne(listing)) {
            report.listener().leftOut(here(), "it is a vault");
            listing = new Listing(List.of(), List.of());
        }
        for (RawName name : listing.names()) {
            path.add(name);
            visit(place, name);
            if (checkpoints.isDue()) {
                checkpoints.make(assembly.soFar(rest, null), this);
            }
            path.removeLast();
        }
        assembly.end(place.steps().end());
    }

    private RawPath here() {
        return new RawPath(path);
    }

    private void visit(Place place, RawName name) throws IOException {
        Selection selection = place.selection().at(name);
        CachedEntry before = place.steps().match(name);
        if (selection.choice() == Choice.LEAVE && place.selection().choice() != Choice.TAKE) {
            place.steps().gone(before);
            return;
        }
        FileStatus now = accept(place.directory().status(name));
        if (now == null) {
            place.steps().gone(before);
        } else if (now.isDirectory()) {
            visitDirectory(place, new Visit(name, now, before), selection);
        } else if (selection.choice() != Choice.TAKE) {
            place.steps().gone(before);
        } else {
            visitFile(place, new Visit(name, now, before));
        }
    }

    /**
     * An entry of today.
     *
     * @param before what the last snapshot had under its name
     */
    private record Visit(RawName name, FileStatus now, @Nullable CachedEntry before) {}

    /** What was found; null for what is gone or cannot be read, which is then told. */
    private <T> @Nullable T accept(Captured<T> captured) {
        return switch (captured) {
            case Captured.Found<T>(T value) -> value;
            case Captured.Vanished<T>() -> {
                report.progress().gone();
                yield null;
            }
            case Captured.Unreadable<T>(String reason) -> {
                report.gaps().add(here(), reason);
                yield null;
            }
            case Captured.Changed<T>(String reason) -> {
                report.gaps().add(here(), reason);
                yield null;
            }
        };
    }

    private void visitFile(Place place, Visit visit) throws IOException {
        FileStatus now = visit.now();
        CachedEntry before = visit.before();
        if (before != null && isSame(before, now)) {
            report.progress().met(before.size());
            assembly.same(before);
            place.steps().pass(before);
            return;
        }
        Entry known = before == null ? null : known(before, now);
        if (before != null) {
            place.steps().gone(before);
        }
        if (now.type() == FileType.REGULAR) {
            visitRegular(place, visit, known);
        } else {
            visitSpecial(place, visit);
        }
    }

    private boolean isSame(CachedEntry before, FileStatus now) throws IOException {
        if (before.isDirectory() || !before.isWhole() || !base.isSame(before, now)) {
            return false;
        }
        CachedEntry.SharedSlice slice = before.sharedSlice();
        return (slice == null || !uses.takeAgain(slice)) && !losses.touch(before);
    }

    /** What may still be of use of an entry that is read again: what there is of its content. */
    private @Nullable Entry known(CachedEntry before, FileStatus now) throws IOException {
        if (before.isDirectory() || losses.touch(before)) {
            return null;
        }
        // Of a file that was read only in part it must be certain that it has not changed since;
        // of a whole one that has not changed only its shared chunk is a reason to read it.
        return before.isWhole() == base.isSame(before, now) ? null : before.entry();
    }

    private void visitRegular(Place place, Visit visit, @Nullable Entry known) throws IOException {
        RawName name = visit.name();
        LinkKey key = new LinkKey(place.fileSystem(), visit.now().inode());
        Linked other = visit.now().links() > 1 ? linked.get(key) : null;
        if (other != null && other.saved().status().isUntouched(visit.now())) {
            add(name, other);
            return;
        }
        FileSaver.Saved saved =
                accept(
                        files.save(
                                place.directory(),
                                new FileSaver.Wanted(
                                        name,
                                        visit.now(),
                                        known,
                                        (status, content) ->
                                                lookWithin(place, name, status, content))));
        if (saved == null) {
            return;
        }
        Description description = accept(place.directory().describe(name, saved.status()));
        if (description == null) {
            return;
        }
        Linked file = new Linked(saved, descriptions.take(here(), description));
        if (visit.now().links() > 1) {
            linked.put(key, file);
        }
        report.progress().changed();
        report.listener().saved(here(), saved.length());
        add(name, file);
    }

    /** While a large file is read: a checkpoint within it, so that what was read counts. */
    private void lookWithin(
            Place place, RawName name, FileStatus status, ContentSaver.Large content)
            throws IOException {
        if (checkpoints.isDue()
                && place.directory().describe(name, status)
                        instanceof Captured.Found<Description>(Description description)) {
            Node.RegularFile node = new Node.RegularFile(status.size(), content.soFar());
            Entry unfinished = new Entry(name, description.metadata(), node);
            checkpoints.make(assembly.soFar(rest, unfinished), this);
        }
    }

    private void add(RawName name, Linked file) throws IOException {
        long length = file.saved().length();
        report.progress().met(length);
        assembly.add(name, file.described(), length, file.saved().content());
    }

    private void visitSpecial(Place place, Visit visit) throws IOException {
        RawName name = visit.name();
        Node node = accept(SpecialFiles.read(place.directory(), name, visit.now()));
        if (node == null) {
            return;
        }
        Description description = accept(place.directory().describe(name, visit.now()));
        if (description == null) {
            return;
        }
        report.progress().met(0);
        report.progress().changed();
        report.listener().saved(here(), 0);
        Described described = descriptions.take(here(), description);
        assembly.add(new Entry(name, described.metadata(), node), described);
    }

    private void visitDirectory(Place place, Visit visit, Selection selection) throws IOException {
        SourceDirectory directory = enter(place, visit);
        if (directory == null) {
            place.steps().gone(visit.before());
            addClosed(place, visit);
            return;
        }
        try (directory) {
            Crossing crossing = place.directory().crossing(visit.now());
            FileSystemId fileSystem =
                    crossing == Crossing.NONE ? place.fileSystem() : identify(directory);
            if (fileSystem == null) {
                place.steps().gone(visit.before());
                addClosed(place, visit);
                return;
            }
            boolean taken = selection.choice() != Choice.LEAVE;
            if (crossing == Crossing.MOUNT) {
                taken &= selection.isNamed() || isWorthSaving(selection, fileSystem);
                mounts.add(new Root.Mount(Bytes.copyOf(here().toArray()), fileSystem, taken));
                if (!taken) {
                    report.listener()
                            .leftOut(here(), "it is a file system of type " + fileSystem.type());
                }
            }
            Coverage coverage = taken ? coverage(selection) : Coverage.PASSAGE;
            Node.Directory node =
                    new Node.Directory(
                            null, coverage, crossing == Crossing.NONE ? null : fileSystem);
            new Inner(place, visit, directory, fileSystem).walk(node, taken ? selection : null);
        }
    }

    private @Nullable SourceDirectory enter(Place place, Visit visit) throws IOException {
        if (path.size() > DEPTH_MAX) {
            report.gaps().add(here(), "cannot save what is in it: it lies too deep");
            return null;
        }
        return accept(place.directory().enter(visit.name(), visit.now()));
    }

    private @Nullable FileSystemId identify(SourceDirectory directory) throws IOException {
        return accept(
                Captured.attempt(() -> new Captured.Found<>(directory.fileSystem(fileSystems))));
    }

    private static boolean isWorthSaving(Selection selection, FileSystemId fileSystem) {
        return selection.choice() == Choice.PASS
                || MountKind.of(fileSystem.type()) == MountKind.LOCAL;
    }

    /** A directory that cannot be opened: itself, without what is in it. */
    private void addClosed(Place place, Visit visit) throws IOException {
        if (place.directory().describe(visit.name(), visit.now())
                instanceof Captured.Found<Description>(Description description)) {
            report.progress().met(0);
            Node.Directory node = new Node.Directory(null, Coverage.PASSAGE, null);
            Described described = descriptions.take(here(), description);
            CachedEntry cached =
                    described.cached(new Entry(visit.name(), described.metadata(), node));
            assembly.begin(new Assembly.Beginning(cached, place.fileSystem(), false, false));
            assembly.end(null);
        }
    }

    /** A directory within another. */
    private final class Inner {
        private final Place outer;
        private final Visit visit;
        private final SourceDirectory directory;
        private final FileSystemId fileSystem;

        Inner(Place outer, Visit visit, SourceDirectory directory, FileSystemId fileSystem) {
            this.outer = outer;
            this.visit = visit;
            this.directory = directory;
            this.fileSystem = fileSystem;
        }

        /**
         * @param selection null when the directory is kept without what is in it
         */
        void walk(Node.Directory node, @Nullable Selection selection) throws IOException {
            CachedEntry same = same(node);
            CachedEntry cached = same == null ? described(node) : same;
            if (cached == null) {
                outer.steps().gone(visit.before());
                return;
            }
            report.progress().met(0);
            CacheCursor cursor = cursor(node);
            assembly.begin(
                    new Assembly.Beginning(cached, fileSystem, same != null, isComparable(cursor)));
            Lockstep steps = new Lockstep(cursor, assembly);
            if (selection == null) {
                assembly.end(steps.end());
            } else {
                entries(new Place(directory, selection, fileSystem, steps));
            }
        }

        /** The directory's own entry in the last snapshot, if it is just the same. */
        private @Nullable CachedEntry same(Node.Directory node) throws IOException {
            CachedEntry before = visit.before();
            return before != null
                            && base.isSame(before, visit.now())
                            && before.entry().node().equals(node)
                    ? before
                    : null;
        }

        private @Nullable CachedEntry described(Node.Directory node) throws IOException {
            Description description = accept(directory.describe());
            if (description == null) {
                return null;
            }
            report.progress().changed();
            Described described = descriptions.take(here(), description);
            return described.cached(new Entry(visit.name(), described.metadata(), node));
        }

        /** Where to compare: the directory of this inode, else that of this name. */
        private @Nullable CacheCursor cursor(Node.Directory now) throws IOException {
            CachedEntry before = visit.before();
            boolean there =
                    before != null
                            && before.isDirectory()
                            && before.entry().node() instanceof Node.Directory then
                            && Objects.equals(then.mount(), now.mount());
            if (before != null && there && before.inode() == visit.now().inode()) {
                return outer.steps().enter();
            }
            CacheCursor moved = base.moved(fileSystem, visit.now());
            if (moved == null && there) {
                return outer.steps().enter();
            }
            outer.steps().gone(before);
            return moved;
        }
    }
}
