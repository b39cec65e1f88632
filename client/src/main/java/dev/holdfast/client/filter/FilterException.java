package dev.holdfast.client.filter;

import java.io.IOException;

/** A rule cannot be meant, or a file of rules cannot be read; says where and why. */
public final class FilterException extends IOException {
    private static final long serialVersionUID = 1L;

    FilterException(Rule.Origin origin, String sentence) {
        super(origin + ": " + sentence);
    }
}
