package dev.holdfast.client.lacking;

import dev.holdfast.client.download.BulkReader;
import dev.holdfast.client.signs.Signs;
import dev.holdfast.filesystem.capture.CaptureBuffers;
import dev.holdfast.filesystem.capture.Captured;
import dev.holdfast.filesystem.capture.FileStatus;
import dev.holdfast.filesystem.capture.SourceDirectory;
import dev.holdfast.filesystem.capture.SourceDirectory.Crossing;
import dev.holdfast.filesystem.capture.SourceDirectory.Listing;
import dev.holdfast.filesystem.recreate.TargetDirectory;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.RawName;
import dev.holdfast.model.RawPath;
import dev.holdfast.platform.linux.ErrnoException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds what may go of directories of the target: a directory that the snapshot lacks goes as a
 * whole if all that is in it may go, else only what may. Goes down without recursion.
 */
public final class Pruning {
    private final Deletable deletable;
    private final BulkReader reader;
    private final Deletion deletion;
    private final CaptureBuffers buffers = new CaptureBuffers();
    private final Signs signs = new Signs(buffers);
    private final Deque<Level> levels = new ArrayDeque<>();

    /** Takes what may go, and hears what may not. */
    public interface Deletion {
        /** Something in a directory of the target goes, with all below it. */
        void delete(TargetDirectory directory, RawPath path) throws IOException;

        /** A directory stays, as not all that is in it may go. */
        void stays(RawPath directory, RawPath because);
    }

    /**
     * @param reader of the vault that has the snapshot
     */
    public Pruning(Deletable deletable, BulkReader reader, Deletion deletion) {
        this.deletable = deletable;
        this.reader = reader;
        this.deletion = deletion;
    }

    /**
     * In the root directory of the snapshot.
     *
     * @param tree what it has there; null for nothing
     */
    public Reach top(@Nullable ObjectId tree) {
        return deletable.top(new SavedFiles(reader, tree));
    }

    /**
     * In a directory of the snapshot.
     *
     * @param tree what it has there; null for nothing
     */
    public Reach enter(Reach outer, RawName name, @Nullable ObjectId tree) {
        return Deletable.enter(outer, name, new SavedFiles(reader, tree));
    }

    /** A directory of the target that is being looked at. */
    private static final class Level {
        private final TargetDirectory directory;
        private final RawPath path;
        private final Reach reach;
        private final Deque<RawName> left;

        /** What may go if not the whole directory goes. */
        private final List<RawName> going = new ArrayList<>();

        /** What may not go; null as long as all may. */
        private @Nullable RawPath staying;

        Level(TargetDirectory directory, RawPath path, Reach reach, List<RawName> names) {
            this.directory = directory;
            this.path = path;
            this.reach = reach;
            this.left = new ArrayDeque<>(names);
        }

        void stays(RawPath what) {
            if (staying == null) {
                staying = what;
            }
        }
    }

    /**
     * Has deleted what may go of some names in a directory.
     *
     * @param path of the directory in the snapshot
     * @param names that the snapshot lacks, or has as something else
     * @return whether all of it goes
     */
    public boolean prune(TargetDirectory directory, RawPath path, Reach reach, List<RawName> names)
            throws IOException {
        if (reach.choices() == null || names.isEmpty() || isLeftOut(directory, reach)) {
            return names.isEmpty();
        }
        Level top = new Level(directory, path, reach, names);
        levels.addLast(top);
        try {
            while (!levels.isEmpty()) {
                step(top);
            }
        } finally {
            for (Level level : levels) {
                close(level, top);
            }
            levels.clear();
        }
        return top.staying == null;
    }

    private static void close(Level level, Level top) throws IOException {
        if (level != top) {
            level.directory.close();
        }
    }

    private void step(Level top) throws IOException {
        Level level = levels.getLast();
        RawName name = level.left.pollFirst();
        if (name != null) {
            look(level, name);
            return;
        }
        levels.removeLast();
        try {
            settle(level, levels.peekLast(), top);
        } finally {
            close(level, top);
        }
    }

    private void settle(Level level, @Nullable Level outer, Level top) throws IOException {
        if (outer != null && level.staying == null) {
            outer.going.add(level.path.names().getLast());
            return;
        }
        for (RawName each : level.going) {
            deletion.delete(level.directory, level.path.resolve(each));
        }
        if (outer != null && level.staying != null) {
            outer.stays(level.staying);
            if (outer == top) {
                deletion.stays(level.path, level.staying);
            }
        }
    }

    private void look(Level level, RawName name) throws IOException {
        RawPath path = level.path.resolve(name);
        Optional<FileStatus> status = level.directory.status(name);
        if (status.isEmpty()) {
            return;
        }
        if (deletable.stays(path) || !level.reach.has(name, status.get())) {
            level.stays(path);
        } else if (status.get().isDirectory()) {
            Level inner = enter(level, name, status.get());
            if (inner == null) {
                level.stays(path);
            } else {
                levels.addLast(inner);
            }
        } else {
            level.going.add(name);
        }
    }

    /** Null for a directory that stays as it is: what cannot be looked at may be anything. */
    private @Nullable Level enter(Level level, RawName name, FileStatus status) throws IOException {
        try (SourceDirectory outer = level.directory.look()) {
            if (outer.crossing(status) != Crossing.NONE) {
                return null;
            }
        }
        TargetDirectory inner = open(level.directory, name);
        if (inner == null) {
            return null;
        }
        Level entered = null;
        try (SourceDirectory look = inner.look()) {
            Reach reach = level.reach.enter(name, signs.rulesIn(look));
            List<RawName> names = names(look, reach);
            if (names != null) {
                entered = new Level(inner, level.path.resolve(name), reach, names);
            }
        } finally {
            if (entered == null) {
                inner.close();
            }
        }
        return entered;
    }

    private static @Nullable TargetDirectory open(TargetDirectory directory, RawName name)
            throws IOException {
        try {
            return directory.existing(name).orElse(null);
        } catch (ErrnoException unreadable) {
            return null;
        }
    }

    private boolean isLeftOut(TargetDirectory directory, Reach reach) throws IOException {
        try (SourceDirectory look = directory.look()) {
            return names(look, reach) == null;
        }
    }

    /** Null if not all of them would be saved, or nobody knows. */
    private @Nullable List<RawName> names(SourceDirectory directory, Reach reach)
            throws IOException {
        return reach.choices() != null
                        && directory.list(buffers) instanceof Captured.Found<Listing>(var listing)
                        && listing.unreadable().isEmpty()
                        && signs.visited(directory, listing, reach.choices()).leftOut() == null
                ? listing.names()
                : null;
    }
}
