package dev.holdfast.model.cbor;

import dev.holdfast.model.MalformedException;

/**
 * Walks over the heads of all values before anything is made of them: definite lengths that are
 * there, shortest integers, shallow nesting; no maps, tags or floats. One pass, no allocation, so
 * that hostile bytes cost no more than their length.
 */
final class CborHeads {
    /** No format of ours nests deeper. */
    static final int DEPTH_MAX = 16;

    private final byte[] bytes;
    private int at;

    /** How many values each open array still lacks; the first stands for the one value itself. */
    private final long[] lacking = new long[DEPTH_MAX + 1];

    private CborHeads(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * @throws MalformedException unless the bytes are exactly one value of deterministic CBOR
     */
    static void require(byte[] bytes) throws MalformedException {
        new CborHeads(bytes).walk();
    }

    private void walk() throws MalformedException {
        int depth = 0;
        lacking[0] = 1;
        while (depth >= 0) {
            if (lacking[depth] == 0) {
                depth--;
                continue;
            }
            lacking[depth]--;
            if (isArray()) {
                depth++;
                requireThat(depth <= DEPTH_MAX, "nested too deep");
                lacking[depth] = argument();
                requireThat(lacking[depth] <= bytes.length - at, "an array is cut short");
            } else {
                skipValue();
            }
        }
        requireThat(at == bytes.length, "something follows the value");
    }

    private boolean isArray() throws MalformedException {
        requireThat(at < bytes.length, "cut short");
        return majorType() == 4;
    }

    private int majorType() {
        return (bytes[at] & 0xff) >> 5;
    }

    private void skipValue() throws MalformedException {
        switch (majorType()) {
            case 0, 1 -> argument();
            case 2, 3 -> {
                long length = argument();
                requireThat(length <= bytes.length - at, "a string is cut short");
                at += (int) length;
            }
            case 7 -> {
                int simple = bytes[at++] & 0xff;
                requireThat(simple >= 0xf4 && simple <= 0xf6, "neither boolean nor nil");
            }
            default -> throw new MalformedException("malformed: a map or a tag");
        }
    }

    /** The integer that a head holds: shortest form, at most 63 bits. */
    private long argument() throws MalformedException {
        int information = bytes[at++] & 0x1f;
        if (information < 24) {
            return information;
        }
        requireThat(information < 28, "indefinite or reserved length");
        int size = 1 << (information - 24);
        requireThat(size <= bytes.length - at, "cut short");
        long value = 0;
        for (int i = 0; i < size; i++) {
            value = value << 8 | (bytes[at++] & 0xff);
        }
        requireThat(value >= 0, "an integer of more than 63 bits");
        long leastOfThisSize = size == 1 ? 24 : 1L << (4 * size);
        requireThat(value >= leastOfThisSize, "an integer longer than need be");
        return value;
    }

    private static void requireThat(boolean right, String wrong) throws MalformedException {
        if (!right) {
            throw new MalformedException("malformed: " + wrong);
        }
    }
}
