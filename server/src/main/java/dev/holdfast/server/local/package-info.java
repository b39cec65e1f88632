/**
 * A vault in a plain folder, served within the client's process. Start at {@link
 * dev.holdfast.server.local.LocalServer}.
 */
@NullMarked
package dev.holdfast.server.local;

import org.jspecify.annotations.NullMarked;
