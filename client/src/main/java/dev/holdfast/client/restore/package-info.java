/** Getting files back. Start at {@link dev.holdfast.client.restore.RestoreRun}. */
@NullMarked
package dev.holdfast.client.restore;

import org.jspecify.annotations.NullMarked;
