package dev.holdfast.store.vault;

/**
 * What the index covers.
 *
 * @param packs that exist
 * @param records in them, damaged ones that the tables still list included
 * @param segments that a lookup asks
 */
public record IndexFigures(int packs, long records, int segments) {}
