package dev.holdfast.model;

import java.io.IOException;

/** Bytes are not what their format says: damaged, cut short, or made by somebody hostile. */
public class MalformedException extends IOException {
    private static final long serialVersionUID = 1L;

    public MalformedException(String message) {
        super(message);
    }

    public MalformedException(String message, Throwable cause) {
        super(message, cause);
    }
}
