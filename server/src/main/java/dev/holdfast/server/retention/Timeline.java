package dev.holdfast.server.retention;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * When the snapshots of a series were made, as far as that can be believed. Numbers tell the order;
 * times that contradict it, or lie in the future, were stamped by a clock that was wrong: as few as
 * possible are disbelieved, and such a snapshot counts as old as the believed one before it.
 */
final class Timeline {
    private Timeline() {}

    /** A snapshot and its local time. */
    record Point(Saved snapshot, LocalDateTime time) {}

    /** The points, oldest first. */
    static List<Point> of(List<Saved> newestFirst, ZoneId zone, Instant now) {
        List<Saved> oldestFirst = newestFirst.reversed();
        boolean[] believed = believed(oldestFirst, now);
        List<Point> points = new ArrayList<>();
        Instant last = firstBelieved(oldestFirst, believed, now);
        for (int i = 0; i < believed.length; i++) {
            last = believed[i] ? oldestFirst.get(i).received() : last;
            points.add(new Point(oldestFirst.get(i), LocalDateTime.ofInstant(last, zone)));
        }
        return points;
    }

    private static Instant firstBelieved(List<Saved> saved, boolean[] believed, Instant now) {
        for (int i = 0; i < believed.length; i++) {
            if (believed[i]) {
                return saved.get(i).received();
            }
        }
        return now;
    }

    /** A longest run of times that never go back: patience sorting with the way back remembered. */
    private static boolean[] believed(List<Saved> oldestFirst, Instant now) {
        int count = oldestFirst.size();
        int[] ends = new int[count]; // the last member of the best run of each length
        int[] before = new int[count];
        int length = 0;
        for (int i = 0; i < count; i++) {
            Instant time = oldestFirst.get(i).received();
            if (!time.isAfter(now)) {
                int place = place(oldestFirst, ends, length, time);
                before[i] = place == 0 ? -1 : ends[place - 1];
                ends[place] = i;
                length = Math.max(length, place + 1);
            }
        }
        boolean[] believed = new boolean[count];
        Arrays.fill(believed, false);
        for (int i = length == 0 ? -1 : ends[length - 1]; i >= 0; i = before[i]) {
            believed[i] = true;
        }
        return believed;
    }

    /** The first run whose last time is later. */
    private static int place(List<Saved> saved, int[] ends, int length, Instant time) {
        int low = 0;
        int high = length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (saved.get(ends[middle]).received().isAfter(time)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
