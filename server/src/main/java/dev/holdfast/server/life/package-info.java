/**
 * A client's life after it enrolled: another name, locked out, retired, forgotten. Only an
 * administrator comes here. Start at {@link dev.holdfast.server.life.ClientLife}.
 */
@NullMarked
package dev.holdfast.server.life;

import org.jspecify.annotations.NullMarked;
