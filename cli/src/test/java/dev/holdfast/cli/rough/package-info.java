/**
 * Bad luck and malice, with real processes: kills, full discs, damage, hostile peers. Start at
 * {@link KillTest}.
 */
@NullMarked
package dev.holdfast.cli.rough;

import org.jspecify.annotations.NullMarked;
