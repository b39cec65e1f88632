package dev.holdfast.store.scrub;

/**
 * What one run of scrubbing came to.
 *
 * @param bytes read
 * @param packs read
 * @param damaged records found
 * @param worn packs whose records are sound, and not all of what tells where they lie
 * @param isRoundOver whether every pack has been read once since the round began
 */
public record Scrubbed(long bytes, int packs, int damaged, int worn, boolean isRoundOver) {
    Scrubbed and(PackExam.Finding finding) {
        return new Scrubbed(
                bytes + finding.bytes(),
                packs + 1,
                damaged + finding.damaged().size(),
                worn + (finding.isWorn() ? 1 : 0),
                isRoundOver);
    }

    Scrubbed over() {
        return new Scrubbed(bytes, packs, damaged, worn, true);
    }
}
