/**
 * Where each object lies: sorted immutable segments over mapped memory, made from the packs and
 * only a cache. Start at {@link Index}.
 */
@NullMarked
package dev.holdfast.store.index;

import org.jspecify.annotations.NullMarked;
