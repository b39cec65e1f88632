package dev.holdfast.server.space;

import dev.holdfast.model.MalformedException;
import dev.holdfast.server.json.Json;
import dev.holdfast.server.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What must be known of earlier checks to decide about this one.
 *
 * <p>Only so many bytes may be expired as clients brought since the volume last had room, and in
 * addition a twentieth of the volume a day for whatever else fills it: a log that runs wild cannot
 * eat up the history. A clock that jumped pauses expiry for a day. Space that was freed and did not
 * become free stops it until somebody looks.
 *
 * @param seen when the last check was
 * @param pausedUntil after a jump of the clock
 * @param ownBytes that the vaults took then
 * @param ownCredit bytes that may be expired because clients brought as many
 * @param otherCredit bytes that may be expired for the pressure of others; negative after more
 * @param stopped why expiry has stopped, for people
 */
public record SpaceMemory(
        Instant seen,
        Optional<Instant> pausedUntil,
        long ownBytes,
        long ownCredit,
        long otherCredit,
        Optional<String> stopped) {
    private static final Duration BACK_MAX = Duration.ofHours(1);

    /** A server may have been switched off for a while. */
    private static final Duration FORWARD_MAX = Duration.ofDays(31);

    private static final Duration PAUSE = Duration.ofDays(1);
    private static final int OTHERS_PART = 20;

    /** Of a smaller part of the volume nothing can be told: others write there too. */
    private static final int PROMISE_PART = 512;

    /** At the first check of all. */
    public static SpaceMemory first(Instant now, Room room) {
        return new SpaceMemory(
                now,
                Optional.empty(),
                room.ownBytes(),
                missing(room),
                room.totalBytes() / OTHERS_PART,
                Optional.empty());
    }

    /** At the next check. */
    public SpaceMemory next(Instant now, Room room) {
        Duration passed = Duration.between(seen, now);
        boolean jumped =
                passed.compareTo(BACK_MAX.negated()) < 0 || passed.compareTo(FORWARD_MAX) > 0;
        Optional<Instant> paused =
                jumped ? Optional.of(now.plus(PAUSE)) : pausedUntil.filter(now::isBefore);
        long brought = Math.max(0, room.ownBytes() - ownBytes);
        long own = Math.min(ownCredit + brought, missing(room));
        long others = room.totalBytes() / OTHERS_PART;
        double days = Math.clamp(passed.toSeconds() / 86_400.0, 0.0, 1.0);
        return new SpaceMemory(
                jumped || passed.isPositive() ? now : seen,
                paused,
                room.ownBytes(),
                own,
                Math.min(others, otherCredit + (long) (others * days)),
                stopped);
    }

    /** Above the stop line nothing that clients brought is left to be made room for. */
    private static long missing(Room room) {
        return Math.max(0, room.stopBytes() - room.freeBytes());
    }

    /** How much of a need may be met by expiring history. */
    public long spendable() {
        return Math.max(0, ownCredit + otherCredit);
    }

    /** Whether history may go at all now. */
    public boolean mayExpire() {
        return pausedUntil.isEmpty() && stopped.isEmpty();
    }

    /** After history of so many bytes was expired; it may have been more than was wanted. */
    public SpaceMemory spent(long bytes) {
        long own = Math.min(ownCredit, bytes);
        long others = bytes - own;
        return new SpaceMemory(
                seen,
                pausedUntil,
                Math.max(0, ownBytes - bytes),
                ownCredit - own,
                otherCredit - others,
                stopped);
    }

    /**
     * After room was made.
     *
     * @param room before
     * @param freed what became free, leaving aside what the vaults grew by meanwhile
     */
    public SpaceMemory judged(Room room, long promised, long freed) {
        if (promised < room.totalBytes() / PROMISE_PART || freed >= promised / 2) {
            return this;
        }
        return stopped(
                "%d bytes were given back and %d of them became free: somebody keeps snapshots of"
                                .formatted(promised, Math.max(0, freed))
                        + " the file system, or fills it");
    }

    /** The same after the vaults were counted again. */
    public SpaceMemory withOwnBytes(long bytes) {
        return new SpaceMemory(seen, pausedUntil, bytes, ownCredit, otherCredit, stopped);
    }

    /** From now on nothing expires until {@link #resumed}. */
    public SpaceMemory stopped(String reason) {
        return new SpaceMemory(
                seen, pausedUntil, ownBytes, ownCredit, otherCredit, Optional.of(reason));
    }

    public SpaceMemory resumed() {
        return new SpaceMemory(
                seen, Optional.empty(), ownBytes, ownCredit, otherCredit, Optional.empty());
    }

    /** As the bytes of a file. */
    public byte[] toBytes() {
        return Json.file(json -> {
            json.writeStringField("seen", seen.toString());
            if (pausedUntil.isPresent()) {
                json.writeStringField("pausedUntil", pausedUntil.get().toString());
            }
            json.writeNumberField("ownBytes", ownBytes);
            json.writeNumberField("ownCredit", ownCredit);
            json.writeNumberField("otherCredit", otherCredit);
            if (stopped.isPresent()) {
                json.writeStringField("stopped", stopped.get());
            }
        });
    }

    /**
     * @throws MalformedException unless the bytes are those of {@link #toBytes}
     */
    public static SpaceMemory of(byte[] bytes) throws MalformedException {
        return Json.read(bytes, SpaceMemory::read);
    }

    private static SpaceMemory read(JsonObject json) throws MalformedException {
        return new SpaceMemory(
                json.time("seen"),
                json.optionalText("pausedUntil").map(Instant::parse),
                json.integer("ownBytes"),
                json.integer("ownCredit"),
                json.integer("otherCredit"),
                json.optionalText("stopped"));
    }
}
