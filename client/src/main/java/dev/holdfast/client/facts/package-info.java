/**
 * What a bare-metal restore wants to know of this host: discs, volumes, packages, boot. Start at
 * {@link dev.holdfast.client.facts.HostFacts}.
 */
@NullMarked
package dev.holdfast.client.facts;

import org.jspecify.annotations.NullMarked;
