/**
 * Reads and writes the small JSON files of the server's root, strictly. Start at {@link
 * dev.holdfast.server.json.Json}.
 */
@NullMarked
package dev.holdfast.server.json;

import org.jspecify.annotations.NullMarked;
