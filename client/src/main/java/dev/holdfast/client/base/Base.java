package dev.holdfast.client.base;

import dev.holdfast.client.cache.CacheCursor;
import dev.holdfast.client.cache.CacheFile;
import dev.holdfast.client.cache.CacheToken;
import dev.holdfast.client.cache.CachedEntry;
import dev.holdfast.client.cache.SharedUse;
import dev.holdfast.client.progress.BackupListener;
import dev.holdfast.client.traverse.Trees;
import dev.holdfast.codec.local.LocalBox;
import dev.holdfast.filesystem.capture.FileStatus;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.tree.FileSystemId;
import dev.holdfast.model.tree.Root;
import dev.holdfast.model.tree.RootFormat;
import dev.holdfast.model.tree.Times;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a run compares with: the last snapshot or partial of the series, as the cache has it.
 *
 * @param root null before the first run
 * @param cache null before the first run
 */
public record Base(@Nullable Root root, @Nullable CacheFile cache) implements AutoCloseable {
    public static final Base NONE = new Base(null, null);

    /**
     * What a base is read from.
     *
     * @param cacheFile of the series
     * @param trees to make the cache anew from
     */
    public record Source(Path cacheFile, LocalBox box, Trees trees, BackupListener listener) {
        /** A root as the cache has it, if it is that root's. */
        public Optional<Root> remembered(ObjectId id) throws IOException {
            Optional<CacheFile> found = CacheFile.open(cacheFile, box, id);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            try (CacheFile cache = found.get()) {
                return Optional.of(RootFormat.decode(cache.root()));
            } catch (MalformedException odd) {
                return Optional.empty();
            }
        }

        /** The cache that shall follow. */
        public NextCache next() {
            return new NextCache(cacheFile, box, listener);
        }
    }

    /**
     * Opens the cache of a root, after making it anew if there is none.
     *
     * @param losses is told of the trees that cannot be read
     */
    public static Base open(Source source, ObjectId id, Root root, Losses losses)
            throws IOException {
        var cache = CacheFile.open(source.cacheFile(), source.box(), id);
        if (cache.isEmpty()) {
            try (NextCache rebuilt = source.next()) {
                losses.add(CacheRebuild.run(source.trees(), rebuilt, id, root));
            }
            cache = CacheFile.open(source.cacheFile(), source.box(), id);
        }
        return new Base(root, cache.orElse(null));
    }

    /**
     * At the beginning of the top directory's entries.
     *
     * @return null unless the top directory is on the file system that it was on
     */
    public @Nullable CacheCursor cursor(FileSystemId fileSystem) throws IOException {
        if (cache == null || root == null || !fileSystem.equals(root.top().directory().mount())) {
            return null;
        }
        CacheCursor cursor = cache.cursor();
        cursor.next();
        return cursor;
    }

    /** The entries of a directory that the last snapshot had elsewhere. */
    public @Nullable CacheCursor moved(FileSystemId fileSystem, FileStatus directory)
            throws IOException {
        if (cache == null) {
            return null;
        }
        var found = cache.find(fileSystem, directory.inode());
        if (found.isEmpty()) {
            return null;
        }
        CacheCursor cursor = cache.cursor(found.getAsLong());
        boolean same =
                cursor.next() instanceof CacheToken.Begin(CachedEntry entry, long _)
                        && entry.inode() == directory.inode();
        return same ? cursor : null;
    }

    /** A file of several names, as the last snapshot had it under one of them. */
    public @Nullable CachedEntry linked(FileSystemId fileSystem, FileStatus file)
            throws IOException {
        return cache == null || file.links() < 2
                ? null
                : cache.linked(fileSystem, file.inode()).orElse(null);
    }

    /** Whether an entry is now what it was then, beyond doubt. */
    public boolean isSame(CachedEntry before, FileStatus now) {
        return before.inode() == now.inode()
                && before.modified().equals(now.times().modified())
                && before.changed().equals(now.times().changed())
                && before.isDirectory() == now.isDirectory()
                && (!before.isFile() || before.size() == now.size())
                && !before.changed().equals(Times.UNSETTLED);
    }

    public Map<ObjectId, SharedUse> sharedChunks() {
        return cache == null ? Map.of() : cache.sharedChunks();
    }

    @Override
    public void close() throws IOException {
        if (cache != null) {
            cache.close();
        }
    }
}
