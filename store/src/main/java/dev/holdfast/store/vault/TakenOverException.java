package dev.holdfast.store.vault;

import java.io.IOException;

/** A newer session of the same series has begun: this one may not commit any more. */
public final class TakenOverException extends IOException {
    private static final long serialVersionUID = 1L;

    TakenOverException(String message) {
        super(message);
    }
}
