/**
 * {@code holdfast backup}, and what it would save. Start at {@link
 * dev.holdfast.cli.backup.BackupCommand}.
 */
@NullMarked
package dev.holdfast.cli.backup;

import org.jspecify.annotations.NullMarked;
