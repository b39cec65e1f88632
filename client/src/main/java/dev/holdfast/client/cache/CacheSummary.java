package dev.holdfast.client.cache;

import dev.holdfast.model.Kind;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.object.PlainObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the trailer of a cache holds.
 *
 * @param id of the root whose cache this is
 * @param root itself
 * @param directories where the directories of the walk lie
 * @param linked where files with several names lie
 * @param sharedChunks how much of each chunk that files share is still in use
 */
record CacheSummary(
        ObjectId id,
        PlainObject root,
        InodeIndex directories,
        InodeIndex linked,
        Map<ObjectId, SharedUse> sharedChunks) {

    /** Shared chunks beyond this many are not counted, and so not emptied: about 2 TiB of them. */
    private static final int SHARED_COUNT_MAX = 4 << 20;

    byte[] toArray() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(id.toArray());
            write(out, root);
            directories.write(out);
            linked.write(out);
            int count = Math.min(sharedChunks.size(), SHARED_COUNT_MAX);
            out.writeInt(count);
            var chunks = sharedChunks.entrySet().iterator();
            for (int i = 0; i < count; i++) {
                Map.Entry<ObjectId, SharedUse> chunk = chunks.next();
                out.write(chunk.getKey().toArray());
                out.writeInt(chunk.getValue().length());
                out.writeInt(chunk.getValue().live());
                out.writeLong(chunk.getValue().made());
            }
        } catch (IOException impossible) {
            throw new IllegalStateException("cannot write to memory", impossible);
        }
        return bytes.toByteArray();
    }

    static CacheSummary of(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        ObjectId id = id(in);
        PlainObject root = root(in);
        InodeIndex directories = InodeIndex.read(in);
        InodeIndex linked = InodeIndex.read(in);
        int count = in.readInt();
        if (count < 0 || count > bytes.length) {
            throw new MalformedException("cache with %d shared chunks".formatted(count));
        }
        Map<ObjectId, SharedUse> sharedChunks = LinkedHashMap.newLinkedHashMap(count);
        for (int i = 0; i < count; i++) {
            sharedChunks.put(id(in), new SharedUse(in.readInt(), in.readInt(), in.readLong()));
        }
        return new CacheSummary(id, root, directories, linked, sharedChunks);
    }

    private static void write(DataOutputStream out, PlainObject root) throws IOException {
        out.writeInt(root.references().size());
        for (ObjectId reference : root.references()) {
            out.write(reference.toArray());
        }
        out.writeInt(root.bytes().length);
        out.write(root.bytes());
    }

    private static PlainObject root(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > PlainObject.REFERENCES_MAX) {
            throw new MalformedException("cache of a root with %d references".formatted(count));
        }
        List<ObjectId> references = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            references.add(id(in));
        }
        int length = in.readInt();
        if (length < 0 || length > PlainObject.LENGTH_MAX) {
            throw new MalformedException("cache of a root of %d bytes".formatted(length));
        }
        return new PlainObject(Kind.ROOT, references, in.readNBytes(length));
    }

    private static ObjectId id(DataInputStream in) throws IOException {
        return ObjectId.of(in.readNBytes(ObjectId.SIZE));
    }
}
