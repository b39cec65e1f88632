package dev.holdfast.platform.durable;

import java.io.IOException;

/** There is no room: no space left, no inode left, or a quota used up. */
public class DiscFullException extends IOException {
    private static final long serialVersionUID = 1L;

    public DiscFullException(String what, Throwable cause) {
        super("no space left: " + what, cause);
    }

    public DiscFullException(String what) {
        super("no space left: " + what);
    }
}
