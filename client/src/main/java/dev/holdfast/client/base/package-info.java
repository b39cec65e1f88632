/**
 * What a run compares with: the last snapshot or partial of the series, its cache, and what of it
 * is lost. Start at {@link dev.holdfast.client.base.Base}.
 */
@NullMarked
package dev.holdfast.client.base;

import org.jspecify.annotations.NullMarked;
