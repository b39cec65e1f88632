package dev.holdfast.server.enrol;

import dev.holdfast.protocol.invite.Invitation;
import dev.holdfast.server.invite.PendingInvitation;

/** What comes of a wish to invite. */
public sealed interface Invited {

    /**
     * An invitation was made.
     *
     * @param invitation for whoever is invited; the server keeps no copy of its seed
     * @param pending what the server remembers of it
     * @param consequence what its use will do, for people
     */
    record Made(Invitation invitation, PendingInvitation pending, String consequence)
            implements Invited {}

    /** It cannot be made, as the sentence says. */
    record Refused(String sentence) implements Invited {}
}
