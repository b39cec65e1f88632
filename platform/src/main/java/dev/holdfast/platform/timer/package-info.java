/**
 * Has the host run a command from time to time: by systemd, or by cron. Start at {@link
 * dev.holdfast.platform.timer.TimerFiles}.
 */
@NullMarked
package dev.holdfast.platform.timer;

import org.jspecify.annotations.NullMarked;
