package dev.holdfast.client.content;

import dev.holdfast.model.tree.Content;

/** Content that is known once the shared chunk that it went into has ended. */
@FunctionalInterface
public interface Awaited {
    /**
     * The content.
     *
     * @throws IllegalStateException while the chunk is open
     */
    Content content();
}
