package dev.holdfast.client.cache;

import dev.holdfast.codec.local.LocalBox;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.object.PlainObject;
import dev.holdfast.model.tree.FileSystemId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the cache of a snapshot that is being made, beside the one that is being read. */
public final class CacheWriter implements AutoCloseable {
    private final Path file;
    private final Path unfinished;
    private final LocalBox box;
    private final FileChannel channel;
    private final byte[] binding = new byte[CacheFormat.BINDING_SIZE];
    private final InodeIndex directories = new InodeIndex();
    private final InodeIndex linked = new InodeIndex();

    /** Of the directories that have begun and not ended, the innermost first. */
    private final Deque<FileSystemId> fileSystems = new ArrayDeque<>();

    private ByteBuffer block = ByteBuffer.allocate(2 * CacheFormat.BLOCK_SIZE);
    private long blockAt = CacheFormat.HEADER_SIZE;

    private CacheWriter(Path file, LocalBox box) throws IOException {
        this.file = file;
        this.box = box;
        this.unfinished = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(unfinished);
        this.channel =
                FileChannel.open(
                        unfinished,
                        EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        box.random(binding);
        write(ByteBuffer.wrap(CacheFormat.MAGIC.toArray()));
        write(ByteBuffer.wrap(binding));
    }

    /**
     * Begins the cache that shall replace a file; readable by its owner only.
     *
     * @throws IOException if the folder is missing or full
     */
    public static CacheWriter replace(Path file, LocalBox box) throws IOException {
        return new CacheWriter(file, box);
    }

    /** A directory begins; its entries follow in the order of their names. */
    public void begin(CachedEntry entry, FileSystemId fileSystem) throws IOException {
        long at = token(CacheFormat.BEGIN, entry.bytes());
        directories.add(InodeIndex.key(fileSystem, entry.inode()), at);
        fileSystems.push(fileSystem);
    }

    /** An entry, and no directory, of the directory that began last. */
    public void leaf(CachedEntry entry) throws IOException {
        long at = token(CacheFormat.LEAF, entry.bytes());
        if (entry.isLinked()) {
            linked.add(InodeIndex.key(fileSystems.element(), entry.inode()), at);
        }
    }

    public void end(@Nullable ObjectId tree) throws IOException {
        token(CacheFormat.END, tree == null ? new byte[0] : tree.toArray());
        fileSystems.pop();
    }

    /**
     * Puts the finished cache in the place of the old one.
     *
     * @param id of the root
     * @param root whose cache it is
     */
    public void commit(ObjectId id, PlainObject root, Map<ObjectId, SharedUse> sharedChunks)
            throws IOException {
        sealBlock();
        long trailerAt = blockAt;
        byte[] trailer = new CacheSummary(id, root, directories, linked, sharedChunks).toArray();
        writeSealed(trailer);
        write(
                ByteBuffer.allocate(CacheFormat.FOOTER_SIZE)
                        .putLong(trailerAt)
                        .put(CacheFormat.MAGIC.toArray())
                        .flip());
        channel.close();
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Returns where the token lies. */
    private long token(byte type, byte[] body) throws IOException {
        int size = CacheFormat.TOKEN_HEADER_SIZE + body.length;
        if (block.remaining() < size) {
            sealBlock();
        }
        if (block.remaining() < size) {
            block = ByteBuffer.allocate(size);
        }
        long at = (blockAt << CacheFormat.POSITION_SHIFT) | block.position();
        block.put(type).putInt(body.length).put(body);
        if (block.position() >= CacheFormat.BLOCK_SIZE) {
            sealBlock();
        }
        return at;
    }

    private void sealBlock() throws IOException {
        if (block.position() > 0) {
            byte[] plain = new byte[block.position()];
            block.flip().get(plain);
            writeSealed(plain);
        }
        block.clear();
    }

    private void writeSealed(byte[] plain) throws IOException {
        byte[] sealed = box.seal(plain, CacheFormat.context(binding, blockAt));
        write(ByteBuffer.allocate(4).putInt(sealed.length).flip());
        write(ByteBuffer.wrap(sealed));
        blockAt += 4 + sealed.length;
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Without {@link #commit}, the old cache stays. */
    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(unfinished);
    }
}
