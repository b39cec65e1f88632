/**
 * Objects as they are before sealing and as they lie in a pack and travel. The server knows no more
 * of an object than what is here. Start at {@link SealedRecord}.
 */
@NullMarked
package dev.holdfast.model.object;

import org.jspecify.annotations.NullMarked;
