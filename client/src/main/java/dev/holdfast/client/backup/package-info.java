/**
 * One backup, from the first question to the commit, and again when the connection is lost. Start
 * at {@link dev.holdfast.client.backup.BackupRun}.
 */
@NullMarked
package dev.holdfast.client.backup;

import org.jspecify.annotations.NullMarked;
