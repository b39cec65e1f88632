package dev.holdfast.store.pack;

import dev.holdfast.model.ObjectId;
import dev.holdfast.model.PackId;

/**
 * A record that is no longer what was written.
 *
 * @param ordinal its place in the pack's table when it was found
 */
public record DamagedRecord(PackId pack, int ordinal, ObjectId id) {}
