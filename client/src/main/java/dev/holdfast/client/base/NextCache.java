package dev.holdfast.client.base;

import dev.holdfast.client.cache.CacheWriter;
import dev.holdfast.client.cache.CachedEntry;
import dev.holdfast.client.cache.SharedUse;
import dev.holdfast.client.progress.BackupListener;
import dev.holdfast.codec.local.LocalBox;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.tree.FileSystemId;
import dev.holdfast.model.tree.Root;
import dev.holdfast.model.tree.RootFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The cache for the next run, which a backup can do without: once it cannot be written, as the disc
 * is full, it is given up with a warning.
 */
public final class NextCache implements AutoCloseable {
    private final BackupListener listener;
    private @Nullable CacheWriter writer;

    /**
     * @param file what the cache replaces when it is finished
     */
    NextCache(Path file, LocalBox box, BackupListener listener) {
        this.listener = listener;
        try {
            writer = CacheWriter.replace(file, box);
        } catch (IOException failure) {
            warn(failure);
        }
    }

    @FunctionalInterface
    private interface Step {
        void write(CacheWriter writer) throws IOException;
    }

    public void begin(CachedEntry entry, FileSystemId fileSystem) {
        attempt(out -> out.begin(entry, fileSystem));
    }

    public void leaf(CachedEntry entry) {
        attempt(out -> out.leaf(entry));
    }

    public void end(@Nullable ObjectId tree) {
        attempt(out -> out.end(tree));
    }

    public void commit(ObjectId id, Root root, Map<ObjectId, SharedUse> sharedChunks) {
        attempt(out -> out.commit(id, RootFormat.encode(root), sharedChunks));
    }

    private void attempt(Step step) {
        CacheWriter out = writer;
        if (out == null) {
            return;
        }
        try {
            step.write(out);
        } catch (IOException failure) {
            close();
            warn(failure);
        }
    }

    private void warn(IOException failure) {
        listener.warning(
                "cannot write the local cache, so that the next run takes longer: "
                        + failure.getMessage());
    }

    /** Without {@link #commit}, the old cache stays. */
    @Override
    public void close() {
        CacheWriter out = writer;
        writer = null;
        if (out == null) {
            return;
        }
        try {
            out.close();
        } catch (IOException unfinished) {
            // What is left of it is replaced by the next.
        }
    }
}
