package dev.holdfast.client.cache;

import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the trailer of a cache holds.
 *
 * @param root whose cache this is
 * @param directories where the directories of the walk lie
 * @param sharedChunks how much of each chunk that files share is still in use
 */
record CacheSummary(
        ObjectId root, DirectoryIndex directories, Map<ObjectId, SharedUse> sharedChunks) {

    /** Shared chunks beyond this many are not counted, and so not emptied: about 2 TiB of them. */
    private static final int SHARED_COUNT_MAX = 4 << 20;

    byte[] toArray() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(root.toArray());
            directories.write(out);
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
        ObjectId root = id(in);
        DirectoryIndex directories = DirectoryIndex.read(in);
        int count = in.readInt();
        if (count < 0 || count > bytes.length) {
            throw new MalformedException("cache with %d shared chunks".formatted(count));
        }
        Map<ObjectId, SharedUse> sharedChunks = LinkedHashMap.newLinkedHashMap(count);
        for (int i = 0; i < count; i++) {
            sharedChunks.put(id(in), new SharedUse(in.readInt(), in.readInt(), in.readLong()));
        }
        return new CacheSummary(root, directories, sharedChunks);
    }

    private static ObjectId id(DataInputStream in) throws IOException {
        return ObjectId.of(in.readNBytes(ObjectId.SIZE));
    }
}
