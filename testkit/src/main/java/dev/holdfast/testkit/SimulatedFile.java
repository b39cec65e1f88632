package dev.holdfast.testkit;

import dev.holdfast.model.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** The bytes of one file: as programs see them, and what would be left after a crash. */
final class SimulatedFile {
    /** What a disc writes whole or not at all. */
    private static final int SECTOR_SIZE = 512;

    private byte[] seen;
    private byte[] durable;
    private final List<Change> unsynced = new ArrayList<>();

    private sealed interface Change {
        record Write(int position, Bytes bytes) implements Change {}

        record Truncate(int size) implements Change {}
    }

    SimulatedFile(byte[] bytes) {
        this.seen = bytes;
        this.durable = bytes;
    }

    byte[] bytes() {
        return seen;
    }

    int read(ByteBuffer target, long position) {
        int count = Math.clamp(seen.length - position, 0, target.remaining());
        if (count > 0) {
            target.put(seen, (int) position, count);
        }
        return count;
    }

    void write(ByteBuffer source, long position) {
        byte[] bytes = new byte[source.remaining()];
        source.get(bytes);
        change(new Change.Write(Math.toIntExact(position), Bytes.copyOf(bytes)));
    }

    void truncate(long size) {
        change(new Change.Truncate(Math.toIntExact(size)));
    }

    /** Puts zeros where the file has a range. */
    void punch(long position, long length) {
        int from = (int) Math.min(position, seen.length);
        int zeros = (int) Math.min(length, seen.length - from);
        if (zeros > 0) {
            change(new Change.Write(from, Bytes.copyOf(new byte[zeros])));
        }
    }

    void reserve(long length) {
        int zeros = Math.toIntExact(length) - seen.length;
        if (zeros > 0) {
            change(new Change.Write(seen.length, Bytes.copyOf(new byte[zeros])));
        }
    }

    private void change(Change change) {
        unsynced.add(change);
        seen = apply(seen, change);
    }

    private static byte[] apply(byte[] bytes, Change change) {
        return switch (change) {
            case Change.Write(int position, Bytes written) -> {
                int size = Math.max(bytes.length, position + written.length());
                byte[] changed = Arrays.copyOf(bytes, size);
                System.arraycopy(written.toArray(), 0, changed, position, written.length());
                yield changed;
            }
            case Change.Truncate(int size) -> Arrays.copyOf(bytes, Math.min(size, bytes.length));
        };
    }

    void sync() {
        durable = seen;
        unsynced.clear();
    }

    /** What is left: of what was not synced, each change wholly, partly or not at all. */
    SimulatedFile afterCrash(Random random) {
        byte[] left = durable;
        for (Change change : unsynced) {
            switch (random.nextInt(4)) {
                case 0 -> left = apply(left, part(change, random));
                case 1, 2 -> left = apply(left, change);
                default -> {
                    // Lost.
                }
            }
        }
        return new SimulatedFile(left);
    }

    private static Change part(Change change, Random random) {
        return switch (change) {
            case Change.Write(int position, Bytes bytes) -> {
                int sectors = random.nextInt(bytes.length() / SECTOR_SIZE + 1);
                byte[] part = Arrays.copyOf(bytes.toArray(), sectors * SECTOR_SIZE);
                yield new Change.Write(position, Bytes.copyOf(part));
            }
            case Change.Truncate whole -> whole;
        };
    }

    void flip(long bit) {
        int at = Math.toIntExact(bit / Byte.SIZE);
        byte[] flipped = seen.clone();
        flipped[at] ^= (byte) (1 << bit % Byte.SIZE);
        seen = flipped;
        durable = flipped;
        unsynced.clear();
    }

    void replace(byte[] bytes) {
        seen = bytes;
        sync();
    }
}
