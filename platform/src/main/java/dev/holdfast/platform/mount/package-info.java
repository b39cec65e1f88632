/** Where which file system is mounted, and what names it for good. Start at {@code MountTable}. */
@NullMarked
package dev.holdfast.platform.mount;

import org.jspecify.annotations.NullMarked;
