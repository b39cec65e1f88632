package dev.holdfast.testkit;

import java.io.IOException;

/** The simulated machine has stopped. */
public final class StoppedException extends IOException {
    private static final long serialVersionUID = 1L;

    StoppedException() {
        super("the machine has stopped");
    }
}
