package dev.holdfast.model.feature;

import java.io.IOException;

/** Something was written by a newer Holdfast with features that this one does not know. */
public class TooNewException extends IOException {
    private static final long serialVersionUID = 1L;

    public TooNewException(String what, String features) {
        super(
                "%s needs features that this version does not know (%s): use a newer holdfast"
                        .formatted(what, features));
    }
}
