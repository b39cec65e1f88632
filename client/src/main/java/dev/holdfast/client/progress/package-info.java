/**
 * What a backup tells as it goes: how far it is, what it met, what it could not read. Start at
 * {@link dev.holdfast.client.progress.BackupListener}.
 */
@NullMarked
package dev.holdfast.client.progress;

import org.jspecify.annotations.NullMarked;
