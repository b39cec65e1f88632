package dev.holdfast.store.reclaim;

/**
 * What a reclaim came to.
 *
 * @param promised bytes, by the survey
 * @param measured by how much more the file system has free than before, in bytes; others write and
 *     delete there too, so it may be negative
 * @param unlinked packs that were wholly dead
 * @param punched packs of which parts were given back
 * @param rewritten packs whose live records moved
 */
public record Reclaimed(long promised, long measured, int unlinked, int punched, int rewritten) {}
