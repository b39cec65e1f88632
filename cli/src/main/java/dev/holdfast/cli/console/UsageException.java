package dev.holdfast.cli.console;

import java.io.IOException;

/** Something on the command line cannot be meant; the message says what, and what to do. */
public final class UsageException extends IOException {
    private static final long serialVersionUID = 1L;

    public UsageException(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    public UsageException(String sentence) {
        super(sentence);
    }
}
