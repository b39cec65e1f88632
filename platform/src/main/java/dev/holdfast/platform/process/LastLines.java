package dev.holdfast.platform.process;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** Keeps the last lines of what a program said. May be read while lines come in. */
public final class LastLines implements Consumer<String> {
    private final int countMax;
    private final Deque<String> lines = new ArrayDeque<>();

    public LastLines(int countMax) {
        if (countMax < 1) {
            throw new IllegalArgumentException("room for " + countMax + " lines");
        }
        this.countMax = countMax;
    }

    @Override
    public synchronized void accept(String line) {
        if (lines.size() == countMax) {
            lines.removeFirst();
        }
        lines.addLast(line);
    }

    /** The lines kept, oldest first. */
    public synchronized List<String> lines() {
        return List.copyOf(lines);
    }
}
