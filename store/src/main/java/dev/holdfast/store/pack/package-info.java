/**
 * Append-only files of records, each with its own keys, provenance and table. Start at {@link
 * PackWriter} and {@link PackReader}.
 */
@NullMarked
package dev.holdfast.store.pack;

import org.jspecify.annotations.NullMarked;
