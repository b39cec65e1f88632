/**
 * What is run on the client before and after a backup. Start at {@link
 * dev.holdfast.client.steps.AroundBackup}.
 */
@NullMarked
package dev.holdfast.client.steps;

import org.jspecify.annotations.NullMarked;
