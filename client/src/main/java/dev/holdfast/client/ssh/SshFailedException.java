package dev.holdfast.client.ssh;

import java.io.IOException;
import java.util.Optional;

/** A connection by ssh could not be made, or broke. The message is the failure's sentence. */
public final class SshFailedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient SshFailure failure;

    public SshFailedException(SshFailure failure) {
        super(failure.sentence());
        this.failure = failure;
    }

    public SshFailure failure() {
        return failure;
    }

    /** The failure of ssh behind another exception, if that is its cause. */
    public static Optional<SshFailure> behind(IOException exception) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof SshFailedException ssh) {
                return Optional.of(ssh.failure);
            }
        }
        return Optional.empty();
    }
}
