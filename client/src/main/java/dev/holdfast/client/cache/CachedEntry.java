package dev.holdfast.client.cache;

import dev.holdfast.model.Kind;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.RawName;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.object.PlainObject;
import dev.holdfast.model.tree.Content;
import dev.holdfast.model.tree.Entry;
import dev.holdfast.model.tree.Extent;
import dev.holdfast.model.tree.Node;
import dev.holdfast.model.tree.Tree;
import dev.holdfast.model.tree.TreeFormat;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the last snapshot, opened only as far as comparing needs: most are unchanged, and go
 * into the next cache as the bytes they are.
 */
public final class CachedEntry {
    /*
     *    0   8  inode
     *    8   8  size
     *   16  12  modified
     *   28  12  changed
     *   40   1  type
     *   41   4  bytes in a shared chunk, 0 when none: the chunk is then the first reference
     *   45   2  length n of the name
     *   47   2  number of references r
     *   49   n  name
     *       32r references
     *           the entry as a tree of one
     */
    private static final int CHANGED_AT = 28;
    private static final int TYPE_AT = 40;
    private static final int FIXED_SIZE = 49;

    private final byte[] bytes;
    private final RawName name;

    private CachedEntry(byte[] bytes, RawName name) {
        this.bytes = bytes;
        this.name = name;
    }

    private static final byte FILE = 1;
    private static final byte DIRECTORY = 2;
    private static final byte OTHER = 3;

    /** A file within which an interrupted run stopped. */
    private static final byte UNFINISHED_FILE = 4;

    /** A file with several names. */
    private static final byte LINKED_FILE = 5;

    private static byte type(Entry entry) {
        return switch (entry.node()) {
            case Node.RegularFile file when !file.isWhole() -> UNFINISHED_FILE;
            case Node.RegularFile _ -> entry.metadata().links() > 1 ? LINKED_FILE : FILE;
            case Node.Directory _ -> DIRECTORY;
            case Node.SymbolicLink _, Node.Device _, Node.Fifo _, Node.Socket _ -> OTHER;
        };
    }

    /** A part of a chunk that several files share. */
    public record SharedSlice(ObjectId chunk, int length) {}

    /** Takes the bytes of an entry over. */
    static CachedEntry parse(byte[] bytes) throws MalformedException {
        if (bytes.length < FIXED_SIZE) {
            throw new MalformedException("cached entry of %d bytes".formatted(bytes.length));
        }
        int nameEnd = FIXED_SIZE + ByteBuffer.wrap(bytes).getShort(45);
        int referencesEnd =
                nameEnd + Short.toUnsignedInt(ByteBuffer.wrap(bytes).getShort(47)) * ObjectId.SIZE;
        if (nameEnd < FIXED_SIZE || referencesEnd > bytes.length) {
            throw new MalformedException("cached entry with impossible lengths");
        }
        return new CachedEntry(bytes, RawName.of(Arrays.copyOfRange(bytes, FIXED_SIZE, nameEnd)));
    }

    /** An entry of which not all could be read: it will never be what it was. */
    public static CachedEntry doubtful(Entry entry) {
        CachedEntry cached = of(entry);
        cached.buffer().putLong(CHANGED_AT, Long.MIN_VALUE);
        return cached;
    }

    public static CachedEntry of(Entry entry) {
        PlainObject one = TreeFormat.encode(new Tree.Leaf(List.of(entry)));
        byte[] name = entry.name().toArray();
        SharedSlice shared = sharedSlice(entry.node());
        ByteBuffer bytes =
                ByteBuffer.allocate(
                        FIXED_SIZE
                                + name.length
                                + one.references().size() * ObjectId.SIZE
                                + one.bytes().length);
        bytes.putLong(entry.metadata().inode());
        bytes.putLong(entry.node() instanceof Node.RegularFile file ? file.size() : 0);
        put(bytes, entry.metadata().times().modified());
        put(bytes, entry.metadata().times().changed());
        bytes.put(type(entry));
        bytes.putInt(shared == null ? 0 : shared.length());
        bytes.putShort((short) name.length);
        bytes.putShort((short) one.references().size());
        bytes.put(name);
        for (ObjectId reference : one.references()) {
            bytes.put(reference.toArray());
        }
        bytes.put(one.bytes());
        return new CachedEntry(bytes.array(), entry.name());
    }

    private static void put(ByteBuffer bytes, Timestamp time) {
        bytes.putLong(time.seconds()).putInt(time.nanoseconds());
    }

    private static @Nullable SharedSlice sharedSlice(Node node) {
        return node instanceof Node.RegularFile(long _, Content.Extents(var extents))
                        && extents.size() == 1
                        && extents.getFirst() instanceof Extent.Slice slice
                        && slice.digest() != null
                ? new SharedSlice(slice.chunk(), (int) slice.length())
                : null;
    }

    public RawName name() {
        return name;
    }

    public boolean isFile() {
        return switch (bytes[TYPE_AT]) {
            case FILE, LINKED_FILE, UNFINISHED_FILE -> true;
            default -> false;
        };
    }

    /** Whether it is a file that had other names, too, and all of its content was saved. */
    public boolean isLinked() {
        return bytes[TYPE_AT] == LINKED_FILE;
    }

    /** Whether all of its content was saved. */
    public boolean isWhole() {
        return bytes[TYPE_AT] != UNFINISHED_FILE;
    }

    public boolean isDirectory() {
        return bytes[TYPE_AT] == DIRECTORY;
    }

    public long inode() {
        return buffer().getLong(0);
    }

    public long size() {
        return buffer().getLong(8);
    }

    public Timestamp modified() {
        return time(16);
    }

    public Timestamp changed() {
        return time(CHANGED_AT);
    }

    /** Where the content lies, if it shares a chunk with other files. */
    public @Nullable SharedSlice sharedSlice() {
        int length = buffer().getInt(41);
        return length == 0 ? null : new SharedSlice(ObjectId.read(bytes, referencesAt()), length);
    }

    /** All that the entry itself refers to. */
    public List<ObjectId> references() {
        int count = Short.toUnsignedInt(buffer().getShort(47));
        List<ObjectId> references = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            references.add(ObjectId.read(bytes, referencesAt() + i * ObjectId.SIZE));
        }
        return references;
    }

    /** The whole entry. */
    public Entry entry() throws MalformedException {
        List<ObjectId> references = references();
        int treeAt = referencesAt() + references.size() * ObjectId.SIZE;
        byte[] tree = Arrays.copyOfRange(bytes, treeAt, bytes.length);
        return switch (TreeFormat.decodeTree(new PlainObject(Kind.TREE, references, tree))) {
            case Tree.Leaf(var entries) -> entries.getFirst();
            case Tree.Inner _ -> throw new MalformedException("cached entry without an entry");
        };
    }

    byte[] bytes() {
        return bytes;
    }

    private int referencesAt() {
        return FIXED_SIZE + name.bytes().length();
    }

    private Timestamp time(int offset) {
        return new Timestamp(buffer().getLong(offset), buffer().getInt(offset + 8));
    }

    private ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes);
    }
}
