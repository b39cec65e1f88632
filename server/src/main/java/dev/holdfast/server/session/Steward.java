package dev.holdfast.server.session;

import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.protocol.message.Answer;
import dev.holdfast.server.report.Served.Housework;
import dev.holdfast.store.vault.Vault;
import java.io.IOException;
import java.util.Optional;

/**
 * Watches over what a client brings: whether it may, what it counts as, and that there is room. One
 * for each session; used by its thread.
 */
public interface Steward {
    /** Lets everything in and does nothing. */
    Steward NONE =
            new Steward() {
                @Override
                public Optional<Answer.Refused> begin(Vault vault, Snapshot.Origin origin) {
                    return Optional.empty();
                }

                @Override
                public Optional<Answer.Refused> bring(long newBytes) {
                    return Optional.empty();
                }

                @Override
                public void committing(Snapshot.Figures figures) {}

                @Override
                public void finished(long newBytes, Outcome outcome) {}
            };

    /** How a backup ended. */
    enum Outcome {
        COMMITTED,
        GIVEN_UP
    }

    /**
     * A backup is about to begin; room may be made for it first.
     *
     * @return why it may not
     */
    Optional<Answer.Refused> begin(Vault vault, Snapshot.Origin origin) throws IOException;

    /**
     * A backup is about to bring more; room may be made for it first.
     *
     * @param newBytes that it has brought so far
     * @return why it may not
     */
    Optional<Answer.Refused> bring(long newBytes) throws IOException;

    /**
     * A backup is about to be committed: what is to be remembered of it is written down first.
     *
     * @param figures with the new bytes as counted here
     */
    void committing(Snapshot.Figures figures) throws IOException;

    /** What was done about room for the last backup, once it has ended. */
    default Housework housework() {
        return Housework.NONE;
    }

    /** A backup has ended; the client waits no more. Space may be made. */
    void finished(long newBytes, Outcome outcome) throws IOException;
}
