package dev.holdfast.protocol.wire;

import java.io.IOException;

/** The peer closed the connection, or says nothing any more. Worth another try. */
public class PeerGoneException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Whether the peer closed the connection between two frames, as one does that is done. */
    private final boolean orderly;

    public PeerGoneException(String message) {
        this(message, false);
    }

    PeerGoneException(String message, boolean orderly) {
        super(message);
        this.orderly = orderly;
    }

    PeerGoneException(PeerGoneException first) {
        super(first.getMessage(), first);
        this.orderly = first.orderly;
    }

    boolean isOrderly() {
        return orderly;
    }
}
