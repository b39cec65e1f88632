package dev.holdfast.server.space;

import dev.holdfast.platform.durable.Space;
import java.util.List;

/**
 * How much of a volume there is for vaults, and how much of that is free.
 *
 * @param totalBytes the volume's size, or the limit if that is less
 * @param freeBytes that may still be filled
 * @param ownBytes that the vaults take
 * @param startBytes when less is free, space is made
 * @param stopBytes until so much is free
 */
public record Room(
        long totalBytes, long freeBytes, long ownBytes, long startBytes, long stopBytes) {

    /**
     * Looks at a volume.
     *
     * @param ownBytes what the vaults on it take
     * @param usual each client's usual new bytes of a day: one and a half of each should be free,
     *     as far as the stop line allows, so that no client can inflate what is kept free
     */
    public static Room of(Space space, long ownBytes, ReservePolicy policy, List<Long> usual) {
        long total = Math.min(space.totalBytes(), policy.limit().orElse(Long.MAX_VALUE));
        long within = Math.max(0, policy.limit().orElse(Long.MAX_VALUE) - ownBytes);
        long stop = policy.stop().of(total);
        long reserve = 0;
        for (long bytes : usual) {
            reserve = Math.min(stop, reserve + Math.min(stop, bytes + bytes / 2));
        }
        long start = Math.min(stop, Math.max(policy.start().of(total), reserve));
        return new Room(total, Math.min(space.usableBytes(), within), ownBytes, start, stop);
    }

    /** Bytes to be freed; 0 while there is enough. */
    public long need() {
        return freeBytes < startBytes ? stopBytes - freeBytes : 0;
    }

    /** Bytes to be freed so that these fit above the start line. */
    public long needFor(long bytes) {
        return freeBytes - bytes < startBytes ? Math.max(0, stopBytes + bytes - freeBytes) : 0;
    }

    /** As what bytes come. */
    public enum Entry {
        /** Beyond what the client may bring: it must find its room above the stop line. */
        SURPLUS,
        /** Of a client above its share: the room below the start line is for the others. */
        ABOVE_SHARE,
        /** Of a client within its share: any room will do. */
        WITHIN_SHARE;

        /** That of bytes which a client may bring. */
        public static Entry of(long usedBytes, long shareBytes) {
            return usedBytes > shareBytes ? ABOVE_SHARE : WITHIN_SHARE;
        }
    }

    /** Whether there is room for so many bytes more, as things are. */
    public boolean admits(Entry entry, long bytes) {
        long left = freeBytes - bytes;
        return switch (entry) {
            case SURPLUS -> left > stopBytes;
            case ABOVE_SHARE -> left >= startBytes;
            case WITHIN_SHARE -> left >= 0;
        };
    }

    /** What vaults would take if just the stop line were free. */
    public long capacity() {
        return Math.max(0, ownBytes + freeBytes - stopBytes);
    }
}
