package dev.holdfast.client.cache;

import dev.holdfast.codec.local.LocalBox;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.tree.FileSystemId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the cache of a snapshot that is being made, beside the one that is being read. What goes
 * wrong is told by {@link #commit} only: a backup needs no cache.
 */
public final class CacheWriter implements AutoCloseable {
    private final Path file;
    private final Path unfinished;
    private final LocalBox box;
    private final byte[] binding = new byte[CacheFormat.BINDING_SIZE];
    private final DirectoryIndex directories = new DirectoryIndex();

    private ByteBuffer block = ByteBuffer.allocate(2 * CacheFormat.BLOCK_SIZE);
    private long blockAt = CacheFormat.HEADER_SIZE;
    private @Nullable FileChannel channel;
    private @Nullable IOException failure;

    private CacheWriter(Path file, LocalBox box) {
        this.file = file;
        this.box = box;
        this.unfinished = file.resolveSibling(file.getFileName() + ".new");
        this.channel = open();
        box.random(binding);
        write(ByteBuffer.wrap(CacheFormat.MAGIC.toArray()));
        write(ByteBuffer.wrap(binding));
    }

    /** Begins the cache that shall replace a file; readable by its owner only. */
    public static CacheWriter replace(Path file, LocalBox box) {
        return new CacheWriter(file, box);
    }

    private @Nullable FileChannel open() {
        try {
            Files.deleteIfExists(unfinished);
            return FileChannel.open(
                    unfinished,
                    EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        } catch (IOException impossible) {
            failure = impossible;
            return null;
        }
    }

    /** A directory begins; its entries follow in the order of their names. */
    public void begin(CachedEntry entry, FileSystemId fileSystem) {
        long at = (blockAt << CacheFormat.POSITION_SHIFT) | block.position();
        directories.add(DirectoryIndex.key(fileSystem, entry.inode()), at);
        token(CacheFormat.BEGIN, entry.bytes());
    }

    public void leaf(CachedEntry entry) {
        token(CacheFormat.LEAF, entry.bytes());
    }

    public void end(@Nullable ObjectId tree) {
        token(CacheFormat.END, tree == null ? new byte[0] : tree.toArray());
    }

    /**
     * Puts the finished cache in the place of the old one.
     *
     * @throws IOException also if something could not be written before; the old cache stays
     */
    public void commit(ObjectId root, Map<ObjectId, SharedUse> sharedChunks) throws IOException {
        sealBlock();
        long trailerAt = blockAt;
        byte[] trailer = new CacheSummary(root, directories, sharedChunks).toArray();
        writeSealed(trailer);
        write(
                ByteBuffer.allocate(CacheFormat.FOOTER_SIZE)
                        .putLong(trailerAt)
                        .put(CacheFormat.MAGIC.toArray())
                        .flip());
        if (failure != null) {
            throw new IOException(
                    "cannot write the cache %s: %s".formatted(file, failure.getMessage()), failure);
        }
        close(channel);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private void token(byte type, byte[] body) {
        int size = CacheFormat.TOKEN_HEADER_SIZE + body.length;
        if (block.remaining() < size) {
            sealBlock();
        }
        if (block.remaining() < size) {
            block = ByteBuffer.allocate(size);
        }
        block.put(type).putInt(body.length).put(body);
        if (block.position() >= CacheFormat.BLOCK_SIZE) {
            sealBlock();
        }
    }

    private void sealBlock() {
        if (block.position() > 0) {
            byte[] plain = new byte[block.position()];
            block.flip().get(plain);
            writeSealed(plain);
        }
        block.clear();
    }

    private void writeSealed(byte[] plain) {
        byte[] sealed = box.seal(plain, CacheFormat.context(binding, blockAt));
        write(ByteBuffer.allocate(4).putInt(sealed.length).flip());
        write(ByteBuffer.wrap(sealed));
        blockAt += 4 + sealed.length;
    }

    private void write(ByteBuffer bytes) {
        try {
            while (channel != null && failure == null && bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException full) {
            failure = full;
        }
    }

    private static void close(@Nullable FileChannel open) throws IOException {
        if (open != null) {
            open.close();
        }
    }

    /** Without {@link #commit}, the old cache stays. */
    @Override
    public void close() throws IOException {
        close(channel);
        Files.deleteIfExists(unfinished);
    }
}
