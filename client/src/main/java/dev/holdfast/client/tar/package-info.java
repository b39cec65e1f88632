/**
 * Writes what a snapshot holds as a tar archive: POSIX.1-2001 (pax), with the extensions of GNU tar
 * and star for what that does not know. Start at {@link dev.holdfast.client.tar.TarExport}.
 */
@NullMarked
package dev.holdfast.client.tar;

import org.jspecify.annotations.NullMarked;
