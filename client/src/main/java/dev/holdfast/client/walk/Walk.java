package dev.holdfast.client.walk;

import dev.holdfast.client.ahead.Ahead;
import dev.holdfast.client.assembly.Assembly;
import dev.holdfast.client.assembly.BaseRest;
import dev.holdfast.client.assembly.Described;
import dev.holdfast.client.assembly.Descriptions;
import dev.holdfast.client.assembly.Owners;
import dev.holdfast.client.base.Base;
import dev.holdfast.client.base.Losses;
import dev.holdfast.client.cache.CachedEntry;
import dev.holdfast.client.content.FileSaver;
import dev.holdfast.client.content.SharedUses;
import dev.holdfast.client.filter.Rule;
import dev.holdfast.client.progress.BackupListener;
import dev.holdfast.client.progress.BackupProgress;
import dev.holdfast.client.progress.Gaps;
import dev.holdfast.client.selection.Choices;
import dev.holdfast.client.selection.Decision;
import dev.holdfast.client.selection.MissingMounts;
import dev.holdfast.client.selection.Selection;
import dev.holdfast.client.traverse.Trees;
import dev.holdfast.filesystem.capture.CaptureBuffers;
import dev.holdfast.filesystem.capture.Captured;
import dev.holdfast.filesystem.capture.Descent;
import dev.holdfast.filesystem.capture.FileStatus;
import dev.holdfast.filesystem.capture.SourceDirectory;
import dev.holdfast.model.RawName;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.tree.Metadata;
import dev.holdfast.model.tree.Node;
import dev.holdfast.model.tree.Root;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Walks the file systems in the order of names, in lockstep with the last snapshot, and hands what
 * it meets to the {@link Assembly}. Nothing that it meets ends it: what is gone is counted, what
 * cannot be read is named.
 */
public final class Walk {
    private final Base base;
    private final Assembly assembly;
    private final Report report;
    private final Whereabouts whereabouts;
    private final Descriptions descriptions;
    private final MountsMet mounts;
    private final CheckpointWatch checkpoints;
    private final DirectoryVisitor directories;
    private final FileVisitor files;

    /** The directories from the top to here: however many, none of them is a call on the stack. */
    private final Deque<Level> levels = new ArrayDeque<>();

    private @Nullable Metadata top;

    public Walk(Base base, Parts parts, Checkpoints checkpoints, Report report) throws IOException {
        this.base = base;
        this.assembly = parts.assembly();
        this.report = report;
        this.whereabouts = new Whereabouts(report.progress(), report.gaps());
        this.descriptions = new Descriptions(report.gaps(), report.owners(), report.started());
        this.mounts = new MountsMet(report.listener());
        this.checkpoints =
                new CheckpointWatch(
                        this,
                        checkpoints,
                        assembly,
                        () -> BaseRest.behind(base.root(), parts.trees(), whereabouts.names()));
        Comparison comparison = new Comparison(base, parts.uses(), parts.losses());
        Common common = new Common(comparison, descriptions, assembly, report, whereabouts);
        this.directories = new DirectoryVisitor(mounts, parts.buffers(), common);
        this.files = new FileVisitor(parts.files(), parts.ahead(), this.checkpoints, common);
    }

    /**
     * What the walk works with.
     *
     * @param trees of the last snapshot, for what a checkpoint has not come to
     */
    public record Parts(
            Assembly assembly,
            FileSaver files,
            SharedUses uses,
            Trees trees,
            Losses losses,
            CaptureBuffers buffers,
            Ahead ahead) {}

    /** Makes checkpoints. */
    public interface Checkpoints {
        boolean isDue();

        /**
         * Keeps the top directory as it is so far, with what the last snapshot had for the rest.
         */
        void make(Node.Directory top, Walk walk) throws IOException;
    }

    /**
     * Where the walk says what it meets.
     *
     * @param started when the run began
     */
    public record Report(
            BackupProgress progress,
            BackupListener listener,
            Gaps gaps,
            Owners owners,
            Timestamp started) {}

    /** What is of use wherever the walk is. */
    record Common(
            Comparison comparison,
            Descriptions descriptions,
            Assembly assembly,
            Report report,
            Whereabouts whereabouts) {}

    /** File systems that were met, in the order of the walk. */
    public List<Root.Mount> mounts() {
        return mounts.all();
    }

    /** The top directory's own metadata. */
    public Metadata top() {
        return Objects.requireNonNull(top, "the walk has not begun");
    }

    public void run(Choices choices) throws IOException {
        try (Descent descent = new Descent(found(SourceDirectory.root()))) {
            SourceDirectory directory = found(descent.here());
            Described described =
                    descriptions.take(whereabouts.path(), found(directory.describe()));
            top = described.metadata();
            levels.push(directories.top(directory, choices, described));
            for (Level level = levels.peek(); level != null; level = levels.peek()) {
                step(descent, level);
            }
        }
        new MissingMounts(base.root(), choices).name(mounts.all(), report.gaps());
    }

    private static <T> T found(Captured<T> captured) throws IOException {
        return switch (captured) {
            case Captured.Found<T>(T value) -> value;
            case Captured.Vanished<T>() -> throw new IOException("cannot read the root directory");
            case Captured.Unreadable<T>(String reason) -> throw new IOException(reason);
            case Captured.Changed<T>(String reason) -> throw new IOException(reason);
        };
    }

    private void step(Descent descent, Level level) throws IOException {
        SourceDirectory directory =
                level.names().hasNext() ? whereabouts.accept(descent.here()) : null;
        if (directory == null) {
            leave(descent, level);
            return;
        }
        RawName name = level.names().next();
        whereabouts.down(name);
        Level inner = visit(descent, directory, name);
        if (inner == null) {
            passed();
        } else {
            levels.push(inner);
        }
    }

    private void leave(Descent descent, Level level) throws IOException {
        assembly.end(level.steps().end());
        levels.pop();
        if (!levels.isEmpty()) {
            descent.leave();
            passed();
        }
    }

    /** A name is done with, and all that is below it. */
    private void passed() throws IOException {
        if (checkpoints.isDue()) {
            checkpoints.make(null);
        }
        whereabouts.up();
    }

    /** Returns a directory that was gone into. */
    private @Nullable Level visit(Descent descent, SourceDirectory directory, RawName name)
            throws IOException {
        Level level = levels.element();
        CachedEntry before = level.steps().match(name);
        if (level.choices().leaves(name).isPresent()) {
            level.steps().gone(before);
            return null;
        }
        FileStatus now = whereabouts.accept(directory.status(name));
        if (now == null) {
            level.steps().gone(before);
            return null;
        }
        Visit visit = new Visit(level, directory, name, now, before);
        switch (level.choices().decide(name, now)) {
            case Decision.Left _ -> visit.replaced();
            case Decision.Saved(Selection selection, Rule _) -> {
                if (now.isDirectory()) {
                    return directories.visit(descent, visit, selection);
                }
                mounts.sync(level.fileSystem(), directory);
                files.visit(visit);
            }
        }
        return null;
    }
}
