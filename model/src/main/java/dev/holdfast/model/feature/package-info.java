/** What a format or a peer may contain that others do not know. Start at {@link Features}. */
@NullMarked
package dev.holdfast.model.feature;

import org.jspecify.annotations.NullMarked;
