package dev.holdfast.client.walk;

import dev.holdfast.client.assembly.Assembly;
import dev.holdfast.client.assembly.Described;
import dev.holdfast.client.assembly.Descriptions;
import dev.holdfast.client.cache.CacheCursor;
import dev.holdfast.client.cache.CachedEntry;
import dev.holdfast.client.selection.Choices;
import dev.holdfast.client.selection.DirectoryChoices;
import dev.holdfast.client.selection.Selection;
import dev.holdfast.client.selection.Selection.Choice;
import dev.holdfast.client.signs.Signs;
import dev.holdfast.client.signs.Signs.Visited;
import dev.holdfast.filesystem.capture.CaptureBuffers;
import dev.holdfast.filesystem.capture.Captured;
import dev.holdfast.filesystem.capture.Descent;
import dev.holdfast.filesystem.capture.SourceDirectory;
import dev.holdfast.filesystem.capture.SourceDirectory.Crossing;
import dev.holdfast.filesystem.capture.SourceDirectory.Description;
import dev.holdfast.filesystem.capture.SourceDirectory.Listing;
import dev.holdfast.model.RawName;
import dev.holdfast.model.tree.Entry;
import dev.holdfast.model.tree.FileSystemId;
import dev.holdfast.model.tree.Node;
import dev.holdfast.model.tree.Node.Coverage;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Goes into directories: whether, as what, and beside which one of the last snapshot. */
final class DirectoryVisitor {
    /** The top directory has no name; nobody reads this one. */
    private static final RawName TOP = RawName.of("top");

    private final MountsMet mounts;
    private final CaptureBuffers buffers;
    private final Signs signs;
    private final Comparison comparison;
    private final Descriptions descriptions;
    private final Assembly assembly;
    private final Walk.Report report;
    private final Whereabouts whereabouts;

    DirectoryVisitor(MountsMet mounts, CaptureBuffers buffers, Walk.Common common) {
        this.mounts = mounts;
        this.buffers = buffers;
        this.signs = new Signs(buffers);
        this.comparison = common.comparison();
        this.descriptions = common.descriptions();
        this.assembly = common.assembly();
        this.report = common.report();
        this.whereabouts = common.whereabouts();
    }

    /** Begins the top directory, whatever it is. */
    Level top(SourceDirectory directory, Choices choices, Described described) throws IOException {
        DirectoryChoices here = choices.top(signs.rulesIn(directory));
        FileSystemId fileSystem = mounts.identify(directory);
        mounts.top(fileSystem, choices);
        Node.Directory node = new Node.Directory(null, coverage(here), fileSystem);
        CachedEntry cached = described.cached(new Entry(TOP, described.metadata(), node));
        CacheCursor cursor = comparison.top(fileSystem);
        Lockstep steps = begin(new Begun(cached, fileSystem, false), cursor);
        return level(here, fileSystem, steps, directory);
    }

    /**
     * Goes into a directory.
     *
     * @return null when nothing in it is to be visited: then the descent is where it was
     */
    @Nullable Level visit(Descent descent, Visit visit, Selection selection) throws IOException {
        SourceDirectory directory = whereabouts.accept(descent.enter(visit.name(), visit.now()));
        if (directory == null) {
            addClosed(visit);
            return null;
        }
        Level level = enter(visit, directory, selection);
        if (level == null) {
            descent.leave();
        }
        return level;
    }

    private @Nullable Level enter(Visit visit, SourceDirectory directory, Selection selection)
            throws IOException {
        Crossing crossing = visit.directory().crossing(visit.now());
        FileSystemId outer = visit.level().fileSystem();
        FileSystemId fileSystem = crossing == Crossing.NONE ? outer : identify(directory);
        if (fileSystem == null) {
            addClosed(visit);
            return null;
        }
        DirectoryChoices outside = visit.level().choices();
        boolean taken =
                switch (crossing) {
                    case NONE -> selection.choice() != Choice.LEAVE;
                    case SUBVOLUME -> outside.takes(crossing, fileSystem, selection);
                    case MOUNT ->
                            mounts.take(
                                    whereabouts.path(),
                                    new MountsMet.Mounted(fileSystem, directory),
                                    outside,
                                    selection);
                };
        if (crossing == Crossing.SUBVOLUME && !taken) {
            report.listener().leftOut(whereabouts.path(), "it is another subvolume");
        }
        DirectoryChoices here =
                taken ? outside.enter(visit.name(), selection, signs.rulesIn(directory)) : null;
        Node.Directory node =
                new Node.Directory(
                        null, coverage(here), crossing == Crossing.NONE ? null : fileSystem);
        Lockstep steps = begin(visit, directory, fileSystem, node);
        if (steps == null) {
            return null;
        }
        if (here == null) {
            assembly.end(steps.end());
            return null;
        }
        return level(here, fileSystem, steps, directory);
    }

    private @Nullable FileSystemId identify(SourceDirectory directory) throws IOException {
        return whereabouts.accept(
                Captured.attempt(() -> new Captured.Found<>(mounts.identify(directory))));
    }

    private static Coverage coverage(@Nullable DirectoryChoices here) {
        return here != null && here.isWhole() ? Coverage.WHOLE : Coverage.PASSAGE;
    }

    /** Null if not even what the directory itself carries can be read. */
    private @Nullable Lockstep begin(
            Visit visit, SourceDirectory directory, FileSystemId fileSystem, Node.Directory node)
            throws IOException {
        CachedEntry same = comparison.same(visit, node);
        CachedEntry cached = same == null ? described(visit, directory, node) : same;
        if (cached == null) {
            visit.replaced();
            return null;
        }
        CacheCursor cursor = comparison.cursor(visit, fileSystem, node);
        return begin(new Begun(cached, fileSystem, same != null), cursor);
    }

    private record Begun(CachedEntry cached, FileSystemId fileSystem, boolean same) {}

    private Lockstep begin(Begun begun, @Nullable CacheCursor cursor) throws IOException {
        report.progress().met(0);
        assembly.begin(
                new Assembly.Beginning(
                        begun.cached(),
                        begun.fileSystem(),
                        begun.same(),
                        comparison.isComparable(cursor)));
        return new Lockstep(cursor, assembly, report.progress());
    }

    private @Nullable CachedEntry described(
            Visit visit, SourceDirectory directory, Node.Directory node) throws IOException {
        Description description = whereabouts.accept(directory.describe());
        if (description == null) {
            return null;
        }
        visit.count(report.progress());
        Described described = descriptions.take(whereabouts.path(), description);
        return described.cached(new Entry(visit.name(), described.metadata(), node));
    }

    /** A directory that cannot be opened: itself, without what is in it. */
    private void addClosed(Visit visit) throws IOException {
        visit.replaced();
        if (visit.directory().describe(visit.name(), visit.now())
                instanceof Captured.Found<Description>(Description description)) {
            report.progress().met(0);
            Node.Directory node = new Node.Directory(null, Coverage.PASSAGE, null);
            Described described = descriptions.take(whereabouts.path(), description);
            CachedEntry cached =
                    described.cached(new Entry(visit.name(), described.metadata(), node));
            FileSystemId fileSystem = visit.level().fileSystem();
            assembly.begin(new Assembly.Beginning(cached, fileSystem, false, false));
            assembly.end(null);
        }
    }

    private Level level(
            DirectoryChoices here,
            FileSystemId fileSystem,
            Lockstep steps,
            SourceDirectory directory)
            throws IOException {
        for (String problem : here.problems()) {
            report.listener().warning("%s: %s".formatted(whereabouts.path(), problem));
        }
        return new Level(here, fileSystem, steps, names(directory, here));
    }

    /** What there is to visit in a directory. */
    private Iterator<RawName> names(SourceDirectory directory, DirectoryChoices here)
            throws IOException {
        Listing listing =
                switch (directory.list(buffers)) {
                    case Captured.Found<Listing>(Listing names) -> names;
                    case Captured.Vanished<Listing>() -> new Listing(List.of(), List.of());
                    case Captured.Unreadable<Listing>(String reason) ->
                            new Listing(List.of(), List.of(reason));
                    case Captured.Changed<Listing>(String reason) ->
                            new Listing(List.of(), List.of(reason));
                };
        listing.unreadable().forEach(whereabouts::unread);
        Visited visited = signs.visited(directory, listing, here);
        if (visited.leftOut() != null) {
            report.listener().leftOut(whereabouts.path(), visited.leftOut());
        }
        return visited.names().iterator();
    }
}
