/** When backups are made by themselves. Start at {@link dev.holdfast.client.schedule.Schedule}. */
@NullMarked
package dev.holdfast.client.schedule;

import org.jspecify.annotations.NullMarked;
