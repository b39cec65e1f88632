package dev.holdfast.server.simulate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/**
 * A vault without content: units of equal size, each of which is in a version from one snapshot to
 * another. What freed bytes are is counted in it as exactly as in a real one.
 */
final class MadeUpVault {
    /** Enough that a percent is some of them, few enough that years take seconds. */
    private static final int UNITS = 200;

    /** Most of what changes has changed before. */
    private static final double HOT_PART = 0.2;

    private static final double HOT_CHANGES = 0.8;

    private final Random random;
    private final long unitBytes;

    /** Where each unit's present version is in {@link #versions}; absent if it was lost. */
    private final List<Version> units = new ArrayList<>();

    private List<Version> versions = new ArrayList<>();
    private final TreeSet<Long> snapshots = new TreeSet<>();
    private double changeOwed;
    private double growthOwed;

    /** One unit's content over some snapshots. */
    private static final class Version {
        private final long born;
        private long died = Long.MAX_VALUE;
        private boolean isLost;

        Version(long born) {
            this.born = born;
        }
    }

    MadeUpVault(long size, Random random) {
        this.random = random;
        this.unitBytes = Math.max(1, size / UNITS);
        for (int i = 0; i < UNITS; i++) {
            units.add(new Version(Long.MAX_VALUE));
        }
    }

    /** What the next backup would have to bring, were nothing changed. */
    long lackBytes() {
        return units.stream().filter(MadeUpVault::isLacking).count() * unitBytes;
    }

    private static boolean isLacking(Version version) {
        return version.isLost || version.born == Long.MAX_VALUE;
    }

    /** Makes a snapshot after so much has changed and grown; returns its new bytes. */
    long backUp(long sequence, long change, long growth) {
        changeOwed += (double) change / unitBytes;
        growthOwed += (double) growth / unitBytes;
        for (; growthOwed >= 1; growthOwed--) {
            units.add(new Version(Long.MAX_VALUE));
        }
        for (; changeOwed >= 1; changeOwed--) {
            int changed = anyUnit();
            units.get(changed).died = sequence;
            units.set(changed, new Version(Long.MAX_VALUE));
        }
        long brought = 0;
        for (int i = 0; i < units.size(); i++) {
            if (isLacking(units.get(i))) {
                Version version = new Version(sequence);
                units.set(i, version);
                versions.add(version);
                brought += unitBytes;
            }
        }
        snapshots.add(sequence);
        return brought;
    }

    private int anyUnit() {
        int hot = Math.max(1, (int) (units.size() * HOT_PART));
        return random.nextInt(random.nextDouble() < HOT_CHANGES ? hot : units.size());
    }

    List<Long> snapshots() {
        return List.copyOf(snapshots);
    }

    long usedBytes() {
        return versions.size() * unitBytes;
    }

    /** For each number from 0 to all, what the first so many of an order free. */
    List<Long> freedBytes(List<Long> order) {
        long[] kept = kept();
        int[] places = places(order, kept);
        long[] freed = new long[order.size() + 1];
        for (Version version : versions) {
            int place = lastPlace(version, kept, places);
            if (place <= order.size()) {
                freed[place] += unitBytes;
            }
        }
        List<Long> sums = new ArrayList<>();
        long sum = 0;
        for (long each : freed) {
            sum += each;
            sums.add(sum);
        }
        return sums;
    }

    private long[] kept() {
        return snapshots.stream().mapToLong(Long::longValue).toArray();
    }

    /** For each snapshot its place in an order, from 1; beyond all places if it stays. */
    private static int[] places(List<Long> order, long[] kept) {
        int[] places = new int[kept.length];
        for (int i = 0; i < kept.length; i++) {
            int place = order.indexOf(kept[i]);
            places[i] = place < 0 ? Integer.MAX_VALUE : place + 1;
        }
        return places;
    }

    /** The place at which nothing reaches a version any more; 0 if nothing does now. */
    private static int lastPlace(Version version, long[] kept, int[] places) {
        int at = Arrays.binarySearch(kept, version.born);
        int last = 0;
        for (int i = at < 0 ? -at - 1 : at; i < kept.length && kept[i] < version.died; i++) {
            last = Math.max(last, places[i]);
        }
        return last;
    }

    /** Gives the space of snapshots back. */
    void expire(List<Long> gone) {
        gone.forEach(snapshots::remove);
        List<Version> reached = new ArrayList<>();
        for (Version version : versions) {
            Long next = snapshots.ceiling(version.born);
            if (next != null && next < version.died) {
                reached.add(version);
            } else {
                version.isLost = true;
            }
        }
        versions = reached;
    }
}
