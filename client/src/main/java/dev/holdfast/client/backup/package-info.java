/**
 * One backup: walks file systems in lockstep with the last snapshot, and brings what is new into
 * the vault. Start at {@link dev.holdfast.client.backup.BackupRun}.
 */
@NullMarked
package dev.holdfast.client.backup;

import org.jspecify.annotations.NullMarked;
