/**
 * The keys of a vault, all from one root secret, and the code that spells it on paper. Start at
 * {@link RootSecret}.
 */
@NullMarked
package dev.holdfast.codec.key;

import org.jspecify.annotations.NullMarked;
