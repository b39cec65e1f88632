package dev.holdfast.client.cache;

import dev.holdfast.codec.local.LocalBox;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.object.PlainObject;
import dev.holdfast.model.tree.FileSystemId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The cache of the last snapshot, for reading, by one thread. */
public final class CacheFile implements AutoCloseable {
    private final FileChannel channel;
    private final LocalBox box;
    private final byte[] binding;
    private final CacheSummary summary;

    // The block that was opened last: linked files are mostly looked for in the order of the walk.
    private long recentAt = -1;
    private byte[] recent = {};

    private CacheFile(FileChannel channel, LocalBox box) throws IOException {
        this.channel = channel;
        this.box = box;
        ByteBuffer header = read(0, CacheFormat.HEADER_SIZE);
        long footerAt = channel.size() - CacheFormat.FOOTER_SIZE;
        ByteBuffer footer = read(footerAt, CacheFormat.FOOTER_SIZE);
        requireMagic(header);
        this.binding = new byte[CacheFormat.BINDING_SIZE];
        header.get(binding);
        long trailerAt = footer.getLong();
        requireMagic(footer);
        byte[] trailer = sealed(trailerAt, CacheFormat.TRAILER_SIZE_MAX);
        this.summary = CacheSummary.of(box.open(trailer, context(trailerAt)));
    }

    /**
     * Opens a cache if there is one and it is that of a root.
     *
     * @return empty when there is none, it belongs to another root, or it is damaged
     */
    public static Optional<CacheFile> open(Path file, LocalBox box, ObjectId root)
            throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            CacheFile cache = new CacheFile(channel, box);
            if (cache.summary.id().equals(root)) {
                return Optional.of(cache);
            }
        } catch (IOException | IllegalArgumentException damaged) {
            // A cache is made anew at the price of reading the snapshot's trees.
        }
        channel.close();
        return Optional.empty();
    }

    /** The root whose cache this is. */
    public PlainObject root() {
        return summary.root();
    }

    /** How much of each shared chunk the snapshot uses. */
    public Map<ObjectId, SharedUse> sharedChunks() {
        return summary.sharedChunks();
    }

    /** Reads from the beginning: the first token begins the root directory. */
    public CacheCursor cursor() {
        return new CacheCursor(this, CacheFormat.HEADER_SIZE, 0);
    }

    /** Reads from where a token lies. */
    public CacheCursor cursor(long at) {
        long blockAt = at >>> CacheFormat.POSITION_SHIFT;
        int offset = (int) (at & ((1 << CacheFormat.POSITION_SHIFT) - 1));
        return new CacheCursor(this, blockAt, offset);
    }

    /** Where a directory with this inode began, wherever it was. */
    public OptionalLong find(FileSystemId fileSystem, long inode) {
        return summary.directories().find(InodeIndex.key(fileSystem, inode));
    }

    /**
     * A file that had several names, under one of them.
     *
     * @throws DamagedCacheException if the cache is void
     */
    public Optional<CachedEntry> linked(FileSystemId fileSystem, long inode) throws IOException {
        OptionalLong at = summary.linked().find(InodeIndex.key(fileSystem, inode));
        return at.isPresent()
                        && cursor(at.getAsLong()).next() instanceof CacheToken.Leaf(var entry)
                        && entry.inode() == inode
                ? Optional.of(entry)
                : Optional.empty();
    }

    /** The plaintext of the block at a position. */
    byte[] block(long blockAt) throws IOException {
        if (blockAt != recentAt) {
            byte[] sealed = sealed(blockAt, 2 * CacheFormat.BLOCK_SIZE_MAX);
            recent = box.open(sealed, context(blockAt));
            recentAt = blockAt;
        }
        return recent;
    }

    private byte[] context(long position) {
        return CacheFormat.context(binding, position);
    }

    /** Where the block after the one at a position begins. */
    long next(long blockAt) throws IOException {
        return blockAt + 4 + length(blockAt);
    }

    private byte[] sealed(long blockAt, int lengthMax) throws IOException {
        int length = length(blockAt);
        if (length < 0 || length > lengthMax || length > channel.size() - blockAt) {
            throw new MalformedException("cache with impossible lengths");
        }
        return read(blockAt + 4, length).array();
    }

    private int length(long blockAt) throws IOException {
        return read(blockAt, 4).getInt();
    }

    private static void requireMagic(ByteBuffer bytes) throws MalformedException {
        byte[] magic = new byte[CacheFormat.MAGIC.length()];
        bytes.get(magic);
        if (!Arrays.equals(magic, CacheFormat.MAGIC.toArray())) {
            throw new MalformedException("this is no cache");
        }
    }

    private ByteBuffer read(long position, int length) throws IOException {
        if (position < 0) {
            throw new MalformedException("cache with impossible positions");
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, position + bytes.position()) < 0) {
                throw new MalformedException("cache is cut short");
            }
        }
        return bytes.flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
