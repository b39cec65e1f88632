package dev.holdfast.protocol.message;

import dev.holdfast.model.Bytes;
import java.util.HashSet;
import java.util.List;

/** The limits that several messages share. */
final class Require {
    private Require() {}

    static void that(boolean right, String what) {
        if (!right) {
            throw new IllegalArgumentException("impossible message: " + what);
        }
    }

    static void sentence(String sentence) {
        that(sentence.length() <= Message.SENTENCE_LENGTH_MAX, "sentence too long");
    }

    static void version(String version) {
        that(version.length() <= Message.VERSION_LENGTH_MAX, "version too long");
    }

    static void machine(Bytes machine) {
        that(machine.length() == Message.MACHINE_SIZE, "machine hash of another size");
    }

    static void count(List<?> values, int min, int max) {
        boolean right = values.size() >= min && values.size() <= max;
        that(right, "%d where %d to %d may be".formatted(values.size(), min, max));
    }

    /** Sequences of snapshots: from 1, each once. */
    static void rising(List<Long> sequences) {
        long before = 0;
        for (long sequence : sequences) {
            that(before < sequence, "snapshots out of order");
            before = sequence;
        }
    }

    static void distinct(List<?> values) {
        that(new HashSet<>(values).size() == values.size(), "something twice");
    }
}
