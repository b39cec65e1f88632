package dev.holdfast.model.feature;

import dev.holdfast.model.MalformedException;

/**
 * Something was written by a newer Holdfast with features that this one does not know: not damaged,
 * but no value of ours either.
 */
public class TooNewException extends MalformedException {
    private static final long serialVersionUID = 1L;

    public TooNewException(String what, String features) {
        super(
                "%s needs features that this version does not know (%s): use a newer holdfast"
                        .formatted(what, features));
    }
}
