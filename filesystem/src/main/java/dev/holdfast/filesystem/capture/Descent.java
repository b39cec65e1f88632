package dev.holdfast.filesystem.capture;

import dev.holdfast.model.RawName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The directories from a top to where a walk is. However deep that is, only so many of them are
 * open at a time, and no path is ever put together.
 *
 * <p>One that was closed is opened again from the top, name by name, and each on the way must still
 * be the directory that it was. ({@code ..} would do without the names, and leads astray as soon as
 * somebody moves the directory that it is asked of.)
 */
public final class Descent implements AutoCloseable {
    /** Directories open at a time, beside the top: a process may have 1,024 files by default. */
    static final int OPEN_MAX = 128;

    /** Opened again at once, so that the way back up does not begin at the top at each step. */
    private static final int REOPENED = OPEN_MAX / 2;

    private final SourceDirectory top;
    private final List<Step> steps = new ArrayList<>();

    /** Before this one all steps are closed, and from it on all are open. */
    private int firstOpen;

    /**
     * @param top is closed with this
     */
    public Descent(SourceDirectory top) {
        this.top = top;
    }

    private static final class Step {
        private final RawName name;
        private final FileStatus status;
        private @Nullable SourceDirectory open;

        Step(RawName name, SourceDirectory open) {
            this.name = name;
            this.status = open.status();
            this.open = open;
        }

        void close() throws IOException {
            SourceDirectory directory = open;
            open = null;
            if (directory != null) {
                directory.close();
            }
        }
    }

    /** The directory where the walk is, good until the next step. */
    public Captured<SourceDirectory> here() throws IOException {
        if (steps.isEmpty()) {
            return new Captured.Found<>(top);
        }
        SourceDirectory open = steps.getLast().open;
        return open == null ? reopen() : new Captured.Found<>(open);
    }

    /**
     * Goes into a directory in this one, if it is still the one that was seen.
     *
     * @return what was found: then, and only then, the walk is there
     */
    public Captured<SourceDirectory> enter(RawName name, FileStatus seen) throws IOException {
        return here().then(directory -> directory.enter(name, seen))
                .then(inner -> push(name, inner));
    }

    private Captured<SourceDirectory> push(RawName name, SourceDirectory inner) throws IOException {
        steps.add(new Step(name, inner));
        if (steps.size() - firstOpen > OPEN_MAX) {
            steps.get(firstOpen).close();
            firstOpen++;
        }
        return new Captured.Found<>(inner);
    }

    /** Goes back to the directory above. */
    public void leave() throws IOException {
        steps.removeLast().close();
        firstOpen = Math.min(firstOpen, steps.size());
    }

    private Captured<SourceDirectory> reopen() throws IOException {
        int keepFrom = Math.max(0, steps.size() - REOPENED);
        SourceDirectory above = top;
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            Captured<SourceDirectory> entered = above.enter(step.name, step.status);
            if (i > 0 && i <= keepFrom) {
                steps.get(i - 1).close();
            }
            if (!(entered instanceof Captured.Found<SourceDirectory>(SourceDirectory inner))) {
                return moved();
            }
            step.open = inner;
            above = inner;
        }
        firstOpen = keepFrom;
        return new Captured.Found<>(above);
    }

    private Captured<SourceDirectory> moved() throws IOException {
        for (Step step : steps) {
            step.close();
        }
        firstOpen = steps.size();
        return new Captured.Unreadable<>(
                "cannot save the rest of it: it was moved or replaced while it was read");
    }

    @Override
    public void close() throws IOException {
        try (top) {
            for (Step step : steps) {
                step.close();
            }
        }
    }
}
