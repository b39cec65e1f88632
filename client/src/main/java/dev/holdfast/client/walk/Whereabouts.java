package dev.holdfast.client.walk;

import dev.holdfast.client.progress.BackupProgress;
import dev.holdfast.client.progress.Gaps;
import dev.holdfast.filesystem.capture.Captured;
import dev.holdfast.model.RawName;
import dev.holdfast.model.RawPath;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the walk is, and how what goes wrong there is told. */
final class Whereabouts {
    private final List<RawName> names = new ArrayList<>();
    private final BackupProgress progress;
    private final Gaps gaps;

    Whereabouts(BackupProgress progress, Gaps gaps) {
        this.progress = progress;
        this.gaps = gaps;
    }

    void down(RawName name) {
        names.add(name);
    }

    void up() {
        names.removeLast();
    }

    /** From the top to here; changes with each step. */
    List<RawName> names() {
        return names;
    }

    RawPath path() {
        return new RawPath(names);
    }

    /** Something here cannot be read. */
    void unread(String reason) {
        gaps.add(path(), reason);
    }

    /** What was found; null for what is gone or cannot be read, which is then told. */
    <T> @Nullable T accept(Captured<T> captured) {
        return switch (captured) {
            case Captured.Found<T>(T value) -> value;
            case Captured.Vanished<T>() -> {
                progress.gone();
                yield null;
            }
            case Captured.Unreadable<T>(String reason) -> {
                unread(reason);
                yield null;
            }
            case Captured.Changed<T>(String reason) -> {
                unread(reason);
                yield null;
            }
        };
    }
}
