package dev.holdfast.model.tree;

import dev.holdfast.model.RawName;

/** One name in a directory, and all that a restore needs to make it again. */
public record Entry(RawName name, Metadata metadata, Node node) {}
