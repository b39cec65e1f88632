package dev.holdfast.client.restore;

import dev.holdfast.model.tree.Metadata;
import dev.holdfast.model.tree.Node;

/**
 * What has a name in the target already.
 *
 * @param node of a regular file the size counts, and nothing of the content is known
 */
record Found(Metadata metadata, Node node) {}
