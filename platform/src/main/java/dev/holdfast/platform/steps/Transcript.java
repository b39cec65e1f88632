package dev.holdfast.platform.steps;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** Keeps the first and the last lines of what a program says, however much it is. */
final class Transcript implements Consumer<String> {
    static final int FIRST_MAX = 20;
    static final int LAST_MAX = 80;
    static final int LINE_LENGTH_MAX = 500;

    private final List<String> first = new ArrayList<>();
    private final Deque<String> last = new ArrayDeque<>();
    private long leftOut;

    @Override
    public synchronized void accept(String line) {
        String cut = line.length() <= LINE_LENGTH_MAX ? line : cut(line);
        if (first.size() < FIRST_MAX) {
            first.add(cut);
            return;
        }
        if (last.size() == LAST_MAX) {
            last.removeFirst();
            leftOut++;
        }
        last.addLast(cut);
    }

    private static String cut(String line) {
        boolean parted = Character.isHighSurrogate(line.charAt(LINE_LENGTH_MAX - 1));
        return line.substring(0, LINE_LENGTH_MAX - (parted ? 1 : 0)) + "…";
    }

    /** The lines kept, and between them how many are not. */
    synchronized List<String> lines() {
        List<String> lines = new ArrayList<>(first);
        if (leftOut > 0) {
            lines.add("… %d lines left out …".formatted(leftOut));
        }
        lines.addAll(last);
        return lines;
    }
}
