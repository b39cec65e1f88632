package dev.holdfast.server.enrol;

import dev.holdfast.model.Bytes;
import dev.holdfast.protocol.ssh.Ed25519Key;
import dev.holdfast.server.invite.PendingInvitation;

/** What comes of a wish to invite. */
public sealed interface Invited {

    /**
     * An invitation was made.
     *
     * @param seed of the one-use key, {@link Ed25519Key#SEED_SIZE} bytes; the server keeps no copy
     * @param consequence what its use will do, for people
     */
    record Made(PendingInvitation invitation, Bytes seed, String consequence) implements Invited {
        /** Leaves out the seed, which is secret. */
        @Override
        public String toString() {
            return "Made[invitation=%s]".formatted(invitation);
        }
    }

    /** It cannot be made, as the sentence says. */
    record Refused(String sentence) implements Invited {}
}
