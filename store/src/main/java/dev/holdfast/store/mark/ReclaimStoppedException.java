package dev.holdfast.store.mark;

import java.io.IOException;

/**
 * What is reached cannot be known wholly, so nothing of the vault may be reclaimed. Backups go on.
 * Somebody should be told.
 */
public class ReclaimStoppedException extends IOException {
    private static final long serialVersionUID = 1L;

    public ReclaimStoppedException(String why) {
        super("nothing is reclaimed: " + why);
    }
}
