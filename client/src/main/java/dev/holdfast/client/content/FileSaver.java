package dev.holdfast.client.content;

import dev.holdfast.client.download.MissingObjectsException;
import dev.holdfast.client.progress.BackupProgress;
import dev.holdfast.client.traverse.Trees;
import dev.holdfast.codec.seal.CorruptDataException;
import dev.holdfast.filesystem.capture.CaptureBuffers;
import dev.holdfast.filesystem.capture.Captured;
import dev.holdfast.filesystem.capture.FileStatus;
import dev.holdfast.filesystem.capture.SourceDirectory;
import dev.holdfast.filesystem.capture.SourceFile;
import dev.holdfast.filesystem.capture.SourceFile.Run;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.RawName;
import dev.holdfast.model.tree.Content;
import dev.holdfast.model.tree.Entry;
import dev.holdfast.model.tree.Extent;
import dev.holdfast.model.tree.Node;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads regular files. One that changes meanwhile is read once more. */
public final class FileSaver {
    private static final int ATTEMPTS_MAX = 2;

    private final ContentSaver contents;
    private final CaptureBuffers buffers;
    private final BackupProgress progress;
    private final Trees trees;
    private final byte[] small = new byte[ContentSaver.SMALL_LENGTH_MAX];

    public FileSaver(
            ContentSaver contents, CaptureBuffers buffers, BackupProgress progress, Trees trees) {
        this.contents = contents;
        this.buffers = buffers;
        this.progress = progress;
        this.trees = trees;
    }

    /**
     * A file to be read.
     *
     * @param seen what it was when it was met
     * @param brought bytes from its beginning that are in the page cache as they were read ahead
     * @param before its entry in the last snapshot
     * @param lost the slice that it had of a chunk that is lost
     * @param meanwhile looks, while a large file is read, whether it is time for a checkpoint
     */
    public record Wanted(
            RawName name,
            FileStatus seen,
            long brought,
            @Nullable Entry before,
            Extent.@Nullable Slice lost,
            Meanwhile meanwhile) {}

    @FunctionalInterface
    public interface Meanwhile {
        /**
         * @param status of the file when its reading began
         */
        void look(FileStatus status, ContentSaver.Large content) throws IOException;
    }

    /**
     * A file that was read.
     *
     * @param status when the reading began: what the content belongs to
     * @param length of the content, in bytes
     */
    public record Saved(FileStatus status, long length, Awaited content) {}

    public Captured<Saved> save(SourceDirectory directory, Wanted wanted) throws IOException {
        for (int attempt = 1; ; attempt++) {
            switch (directory.openFile(wanted.name(), wanted.seen())) {
                case Captured.Found<SourceFile>(SourceFile file) -> {
                    try (file) {
                        file.brought(wanted.brought());
                        Captured<Saved> saved = read(file, wanted);
                        if (!(saved instanceof Captured.Found<Saved>) || isSettled(file, attempt)) {
                            return saved;
                        }
                    }
                }
                case Captured.Vanished<SourceFile>() -> {
                    return new Captured.Vanished<>();
                }
                case Captured.Unreadable<SourceFile>(String reason) -> {
                    return new Captured.Unreadable<>(reason);
                }
                case Captured.Changed<SourceFile>(String reason) -> {
                    return new Captured.Changed<>(reason);
                }
            }
        }
    }

    /** Whether what was read is to be kept: as nothing changed, or it would only change again. */
    private boolean isSettled(SourceFile file, int attempt) throws IOException {
        if (file.finish() instanceof Captured.Found<FileStatus>) {
            return true;
        }
        if (attempt < ATTEMPTS_MAX) {
            return false;
        }
        progress.changedWhileRead();
        return true;
    }

    private Captured<Saved> read(SourceFile file, Wanted wanted) throws IOException {
        if (file.status().size() <= small.length) {
            Captured<Saved> saved = readSmall(file, wanted);
            if (saved != null) {
                return saved;
            }
            file.seek(0);
        }
        return readLarge(file, wanted);
    }

    /** Null if it has holes. */
    private @Nullable Captured<Saved> readSmall(SourceFile file, Wanted wanted) throws IOException {
        ByteBuffer target = ByteBuffer.wrap(small);
        while (target.hasRemaining()) {
            switch (file.read(target, buffers)) {
                case Captured.Found<Run>(Run.Data _) -> {}
                case Captured.Found<Run>(Run.Hole _) -> {
                    return null;
                }
                case Captured.Found<Run>(Run.End()) -> {
                    return found(file, target.position(), wanted);
                }
                case Captured<Run> failed -> {
                    return failed.then(FileSaver::nothing);
                }
            }
        }
        return found(file, target.position(), wanted);
    }

    private Captured<Saved> found(SourceFile file, int length, Wanted wanted) throws IOException {
        progress.read(length);
        Content content =
                wanted.before() != null
                                && wanted.before().node()
                                        instanceof Node.RegularFile(long _, Content known)
                        ? known
                        : null;
        Awaited saved =
                contents.small(
                        Arrays.copyOf(small, length),
                        new ContentSaver.Before(content, wanted.lost()));
        return new Captured.Found<>(new Saved(file.status(), length, saved));
    }

    private Captured<Saved> readLarge(SourceFile file, Wanted wanted) throws IOException {
        try (ContentSaver.Large large = contents.large()) {
            resume(file, large, wanted.before());
            while (true) {
                ByteBuffer target = ByteBuffer.wrap(large.buffer(), large.filled(), large.room());
                switch (file.read(target, buffers)) {
                    case Captured.Found<Run>(Run.Data(int length)) -> {
                        progress.read(length);
                        large.added(length);
                        wanted.meanwhile().look(file.status(), large);
                    }
                    case Captured.Found<Run>(Run.Hole(long length)) -> large.hole(length);
                    case Captured.Found<Run>(Run.End()) -> {
                        Content content = large.finish();
                        return new Captured.Found<>(
                                new Saved(file.status(), content.length(), () -> content));
                    }
                    case Captured<Run> failed -> {
                        return failed.then(FileSaver::nothing);
                    }
                }
            }
        }
    }

    /** Goes on where an interrupted run stopped within just this file. */
    private void resume(SourceFile file, ContentSaver.Large large, @Nullable Entry before)
            throws IOException {
        if (before != null
                && before.node() instanceof Node.RegularFile known
                && !known.isWhole()
                && before.metadata().inode() == file.status().inode()
                && known.size() == file.status().size()
                && before.metadata().times().equals(file.status().times())) {
            try {
                trees.extents(known.content(), large::resume);
            } catch (CorruptDataException | MissingObjectsException | MalformedException lost) {
                // Goes on behind what could be taken over.
            }
            file.seek(large.length());
        }
    }

    private static Captured<Saved> nothing(Run run) {
        throw new IllegalArgumentException("nothing failed, but this was read: " + run);
    }
}
