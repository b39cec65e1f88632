package dev.holdfast.client.check;

import dev.holdfast.model.ObjectId;

/**
 * A number for each of very many objects, in about 40 bytes each. Of an id its first half counts,
 * which no two objects share. For one thread at a time.
 */
final class IdTable {
    static final int NONE = -1;

    private static final int SIZE_FIRST = 1 << 10;

    private long[] firsts = new long[SIZE_FIRST];
    private long[] seconds = new long[SIZE_FIRST];

    /** One more than the number; 0 where nothing is. */
    private int[] numbers = new int[SIZE_FIRST];

    private int count;

    int count() {
        return count;
    }

    /** What was put for an id, or {@link #NONE}. */
    int get(ObjectId id) {
        return numbers[slot(id.word0(), id.word1())] - 1;
    }

    /** Puts a number, 0 or more; returns whether the id is new. */
    boolean put(ObjectId id, int number) {
        int slot = slot(id.word0(), id.word1());
        boolean isNew = numbers[slot] == 0;
        firsts[slot] = id.word0();
        seconds[slot] = id.word1();
        numbers[slot] = number + 1;
        if (isNew) {
            count++;
            growIfCrowded();
        }
        return isNew;
    }

    private int slot(long first, long second) {
        int mask = numbers.length - 1;
        int slot = (int) first & mask;
        while (numbers[slot] != 0 && (firsts[slot] != first || seconds[slot] != second)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void growIfCrowded() {
        if (count < numbers.length / 4 * 3) {
            return;
        }
        long[] oldFirsts = firsts;
        long[] oldSeconds = seconds;
        int[] oldNumbers = numbers;
        firsts = new long[oldNumbers.length * 2];
        seconds = new long[oldNumbers.length * 2];
        numbers = new int[oldNumbers.length * 2];
        for (int i = 0; i < oldNumbers.length; i++) {
            if (oldNumbers[i] != 0) {
                int slot = slot(oldFirsts[i], oldSeconds[i]);
                firsts[slot] = oldFirsts[i];
                seconds[slot] = oldSeconds[i];
                numbers[slot] = oldNumbers[i];
            }
        }
    }
}
