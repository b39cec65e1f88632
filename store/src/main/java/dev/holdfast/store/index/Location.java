package dev.holdfast.store.index;

import dev.holdfast.model.PackId;
import dev.holdfast.store.pack.PackKind;

/**
 * Where a record lies, as the index has it: proven only when the record is read.
 *
 * @param ordinal its place in the pack's table
 */
public record Location(PackId pack, PackKind kind, int ordinal) {}
