package dev.holdfast.filesystem.capture;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.RawName;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/**
 * Names in the order of their bytes, as one array of bytes: a directory with a million of them
 * takes tens of megabytes, not hundreds. A name is made when it is asked for.
 */
final class NameList extends AbstractList<RawName> implements RandomAccess {
    /** All names, one behind the other, each behind a byte with its length. */
    private final byte[] bytes;

    /** Where each name begins, in order. */
    private final int[] starts;

    private NameList(byte[] bytes, int[] starts) {
        this.bytes = bytes;
        this.starts = starts;
    }

    /** Takes names in any order. */
    static final class Collector {
        private byte[] bytes = new byte[1024];
        private int[] starts = new int[64];
        private int length;
        private int count;

        void add(byte[] name) {
            if (length + 1 + name.length > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.addExact(bytes.length, bytes.length / 2 + 256));
            }
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, count + count / 2);
            }
            starts[count++] = length;
            bytes[length++] = (byte) name.length;
            System.arraycopy(name, 0, bytes, length, name.length);
            length += name.length;
        }

        /** The names in order; nothing may be added after this. */
        List<RawName> sorted() {
            int[] order = Arrays.copyOf(starts, count);
            sort(order, Arrays.copyOf(order, count), 0, count);
            return new NameList(bytes, order);
        }

        /** By merging; both arrays hold the same at the beginning, and the first is sorted. */
        private void sort(int[] target, int[] source, int from, int to) {
            if (to - from < 2) {
                return;
            }
            int middle = (from + to) >>> 1;
            sort(source, target, from, middle);
            sort(source, target, middle, to);
            int left = from;
            int right = middle;
            for (int i = from; i < to; i++) {
                boolean takeLeft =
                        right == to || (left < middle && compare(source[left], source[right]) <= 0);
                target[i] = takeLeft ? source[left++] : source[right++];
            }
        }

        private int compare(int a, int b) {
            return Arrays.compareUnsigned(
                    bytes,
                    a + 1,
                    a + 1 + (bytes[a] & 0xff),
                    bytes,
                    b + 1,
                    b + 1 + (bytes[b] & 0xff));
        }
    }

    @Override
    public RawName get(int index) {
        int start = starts[index] + 1;
        return new RawName(Bytes.copyOf(bytes, start, start + (bytes[start - 1] & 0xff)));
    }

    @Override
    public int size() {
        return starts.length;
    }
}
