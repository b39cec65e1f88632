package dev.holdfast.server.allowance;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a client brought lately, and what it may still bring. Only these bytes may cause anything to
 * be expired; what goes beyond is surplus, and puts the balance below zero, so that a small
 * snapshot after a fat one does not make history of the fat one's bytes.
 *
 * <p>A balance grows by a day's allowance a day, and is saved up for {@link #DAYS_SAVED} days. It
 * begins with what is set aside for a first backup, which is not lost before the client's usual day
 * is known.
 *
 * @param opened when the client first came
 * @param at when the balance was this
 * @param balance in bytes; negative after surplus
 * @param days new bytes, without surplus, by day since 1970, UTC; of the last {@link #DAYS_KNOWN}
 *     days
 * @param nextFree when the rhythm would be as if no snapshot had come
 * @param lastSurplus when the last snapshot came that went beyond the rhythm
 */
public record Account(
        Instant opened,
        Instant at,
        long balance,
        Map<Long, Long> days,
        Instant nextFree,
        Optional<Instant> lastSurplus) {
    /** The newest week says what is new, not what is usual. */
    private static final int DAY_USUAL_FIRST = 7;

    private static final int DAY_USUAL_LAST = 35;
    static final int DAYS_KNOWN = DAY_USUAL_LAST + 1;
    private static final int DAYS_SAVED = 3;

    /** Beyond any disc; sums stay far from overflow. */
    static final long BYTES_MAX = 1L << 60;

    private static final Duration SURPLUS_EVERY = Duration.ofHours(1);

    /** A clock that is set right goes back by no more than this. */
    private static final Duration BACK_USUAL = Duration.ofMinutes(10);

    public Account {
        days = Map.copyOf(days);
        balance = Math.clamp(balance, -BYTES_MAX, BYTES_MAX);
    }

    /** A client's first; it may bring so many bytes for a start, and what was granted before. */
    public static Account opened(Instant now, long first, List<Grant> grants) {
        long granted = first;
        for (Grant grant : grants) {
            boolean counts = !grant.made().isAfter(now) && grant.until().isAfter(now);
            granted += counts ? Math.min(grant.bytes(), BYTES_MAX) : 0;
        }
        return new Account(now, now, granted, Map.of(), now, Optional.empty());
    }

    /** The account as it is now. A clock that went back gives nothing, and takes nothing. */
    public Account at(Instant now, AdmissionPolicy policy, List<Grant> grants) {
        Duration passed = Duration.between(at, now);
        if (passed.isNegative()) {
            return passed.compareTo(BACK_USUAL.negated()) >= 0 ? this : movedTo(now);
        }
        long saved = saturated(daily(now, policy), DAYS_SAVED);
        long grown = balance + share(daily(now, policy), passed);
        // What is above already came from a first backup's part or a grant.
        long refilled = Math.max(balance, Math.min(grown, saved));
        for (Grant grant : grants) {
            refilled += isIn(grant.made(), now) ? Math.min(grant.bytes(), BYTES_MAX) : 0;
        }
        boolean isOver = grants.stream().anyMatch(grant -> isIn(grant.until(), now));
        boolean keepsFirst = Duration.between(opened, now).toDays() <= DAY_USUAL_LAST;
        boolean isGranted =
                grants.stream()
                        .anyMatch(
                                grant -> !grant.made().isAfter(now) && grant.until().isAfter(now));
        if ((isOver || !keepsFirst) && !isGranted) {
            refilled = Math.min(refilled, saved);
        }
        return new Account(opened, now, refilled, days, nextFree, lastSurplus);
    }

    /** The same after the clock was ahead for a while: nobody waits until it is there again. */
    private Account movedTo(Instant now) {
        Duration back = Duration.between(at, now);
        return new Account(
                opened.isAfter(now) ? now : opened,
                now,
                balance,
                days,
                nextFree.plus(back),
                lastSurplus.map(last -> last.plus(back)));
    }

    private boolean isIn(Instant moment, Instant now) {
        return moment.isAfter(at) && !moment.isAfter(now);
    }

    private static long share(long daily, Duration passed) {
        double days = Math.min(passed.toSeconds() / 86_400.0, DAYS_SAVED * 2.0 + DAY_USUAL_LAST);
        return (long) Math.min(daily * days, BYTES_MAX);
    }

    private static long saturated(long bytes, int times) {
        return bytes > BYTES_MAX / times ? BYTES_MAX : bytes * times;
    }

    /** What the client may bring a day. */
    public long daily(Instant now, AdmissionPolicy policy) {
        return Math.max(policy.floor(), saturated(usual(now).orElse(0), policy.growth()));
    }

    /** The median of the days on which it brought something, but for the newest week. */
    private OptionalLong usual(Instant now) {
        long today = day(now);
        return median(
                days.entrySet().stream()
                        .filter(entry -> today - entry.getKey() >= DAY_USUAL_FIRST)
                        .filter(entry -> today - entry.getKey() <= DAY_USUAL_LAST)
                        .map(Map.Entry::getValue)
                        .toList());
    }

    /** The lower one of the two in the middle. */
    static OptionalLong median(List<Long> values) {
        List<Long> sorted = values.stream().filter(value -> value > 0).sorted().toList();
        return sorted.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(sorted.get((sorted.size() - 1) / 2));
    }

    private static long day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC).toEpochDay();
    }

    /** The median of the last days on which something came, at most 10; 0 if none did. */
    public long newBytesUsual() {
        return median(
                        days.entrySet().stream()
                                .filter(entry -> entry.getValue() > 0)
                                .sorted(
                                        Map.Entry.<Long, Long>comparingByKey(
                                                Comparator.reverseOrder()))
                                .limit(10)
                                .map(Map.Entry::getValue)
                                .toList())
                .orElse(0);
    }

    /** What the client may bring now without going into surplus. */
    public long allowed() {
        return Math.max(0, balance);
    }

    /**
     * The account after these bytes came, whatever became of them. Surplus does not count as usual:
     * nobody becomes entitled to more by sending more than that.
     */
    public Account charged(long bytes) {
        long today = day(at);
        Map<Long, Long> changed = new HashMap<>();
        days.forEach((day, count) -> {
            if (today - day < DAYS_KNOWN && day <= today) {
                changed.put(day, count);
            }
        });
        changed.merge(today, Math.min(bytes, allowed()), Long::sum);
        return new Account(opened, at, balance - bytes, changed, nextFree, lastSurplus);
    }

    /** The account after surplus bytes were given back: they weigh on it no more. */
    public Account relieved(long bytes) {
        long relieved = balance >= 0 ? balance : Math.min(0, balance + bytes);
        return new Account(opened, at, relieved, days, nextFree, lastSurplus);
    }

    /** Whether another snapshot now is within the rhythm. */
    public boolean isInRhythm(AdmissionPolicy.Rhythm rhythm) {
        Duration ahead = rhythm.every().multipliedBy(rhythm.burst() - 1L);
        return !nextFree.isAfter(at.plus(ahead));
    }

    /** When the next snapshot is welcome, even as surplus; not after now: it is. */
    public Instant welcome(AdmissionPolicy.Rhythm rhythm) {
        if (isInRhythm(rhythm) || lastSurplus.isEmpty() || lastSurplus.get().isAfter(at)) {
            return at;
        }
        return lastSurplus.get().plus(SURPLUS_EVERY);
    }

    /** The account after a snapshot was made. */
    public Account withSnapshot(AdmissionPolicy.Rhythm rhythm) {
        if (!isInRhythm(rhythm)) {
            return new Account(opened, at, balance, days, nextFree, Optional.of(at));
        }
        Instant next = (nextFree.isAfter(at) ? nextFree : at).plus(rhythm.every());
        return new Account(opened, at, balance, days, next, lastSurplus);
    }
}
