/** Says what becomes of a path, and why. Start at {@link dev.holdfast.client.explain.Explainer}. */
@NullMarked
package dev.holdfast.client.explain;

import org.jspecify.annotations.NullMarked;
