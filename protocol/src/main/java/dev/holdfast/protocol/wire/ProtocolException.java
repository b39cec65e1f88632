package dev.holdfast.protocol.wire;

import java.io.IOException;

/** The peer said what no peer of ours says. The connection is closed; another try is no better. */
public class ProtocolException extends IOException {
    private static final long serialVersionUID = 1L;

    public ProtocolException(String message) {
        super(message);
    }

    ProtocolException(String message, Throwable cause) {
        super(message, cause);
    }

    ProtocolException(ProtocolException first) {
        super(first.getMessage(), first);
    }
}
