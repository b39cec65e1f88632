package dev.holdfast.client.cache;

import dev.holdfast.model.MalformedException;
import dev.holdfast.model.tree.FileSystemId;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * Finds entries of the last snapshot by their inode, wherever they were: a renamed directory, or a
 * file under another of its names, is not read again. Sixteen bytes an entry. A false hit is
 * harmless: every entry is compared all the same.
 */
final class InodeIndex {
    /** Entries beyond this many are not found by inode: 32 MiB. */
    static final int COUNT_MAX = 2 << 20;

    private long[] pairs = new long[64];
    private int count;

    static long key(FileSystemId fileSystem, long inode) {
        long seed = fileSystem.hashCode() * 0x9e3779b97f4a7c15L;
        long mixed = (inode ^ seed) * 0xbf58476d1ce4e5b9L;
        return mixed ^ (mixed >>> 32);
    }

    void add(long key, long position) {
        if (count == COUNT_MAX) {
            return;
        }
        if (count * 2 == pairs.length) {
            pairs = Arrays.copyOf(pairs, pairs.length * 2);
        }
        pairs[count * 2] = key;
        pairs[count * 2 + 1] = position;
        count++;
    }

    /** Where one of the entries of this key lies. */
    OptionalLong find(long key) {
        int low = 0;
        int high = count - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long found = pairs[middle * 2];
            if (found == key) {
                return OptionalLong.of(pairs[middle * 2 + 1]);
            }
            if (found < key) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return OptionalLong.empty();
    }

    /** Sorted by key, as {@link #find} needs after {@link #read}. */
    void write(DataOutputStream out) throws IOException {
        Integer[] order = new Integer[count];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Long.compare(pairs[a * 2], pairs[b * 2]));
        out.writeInt(count);
        for (int i : order) {
            out.writeLong(pairs[i * 2]);
            out.writeLong(pairs[i * 2 + 1]);
        }
    }

    static InodeIndex read(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > COUNT_MAX) {
            throw new MalformedException("cache with %d inodes".formatted(count));
        }
        InodeIndex index = new InodeIndex();
        for (int i = 0; i < count; i++) {
            index.add(in.readLong(), in.readLong());
        }
        return index;
    }
}
