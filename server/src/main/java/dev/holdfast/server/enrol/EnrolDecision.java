package dev.holdfast.server.enrol;

import dev.holdfast.protocol.message.RefusalCode;
import dev.holdfast.server.client.Client;
import dev.holdfast.server.invite.PendingInvitation.Use;

/** What becomes of a machine that asks to be enrolled. */
sealed interface EnrolDecision {

    /**
     * It becomes a client.
     *
     * @param client as the registry shall have it
     * @param use as the invitation shall have it, not complete
     */
    record Enrol(Client client, Use use) implements EnrolDecision {}

    /** It is one already, by this invitation: its last answer was lost. */
    record Again(Client client) implements EnrolDecision {}

    /**
     * It does not.
     *
     * @param code why, for programs
     * @param sentence why, for people
     * @param lift the server command that would help
     */
    record Refused(RefusalCode code, String sentence, String lift) implements EnrolDecision {}
}
