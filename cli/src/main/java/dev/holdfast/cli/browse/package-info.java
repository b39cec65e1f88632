/** Looking at what a vault holds. Start at {@link dev.holdfast.cli.browse.BrowseCommands}. */
@NullMarked
package dev.holdfast.cli.browse;

import org.jspecify.annotations.NullMarked;
