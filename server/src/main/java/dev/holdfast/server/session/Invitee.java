package dev.holdfast.server.session;

import dev.holdfast.model.ClientId;
import dev.holdfast.model.ClientName;
import dev.holdfast.model.VaultId;
import dev.holdfast.protocol.message.Answer;
import dev.holdfast.protocol.message.Request;
import java.io.IOException;
import java.util.Optional;

/** A machine that came with an invitation. */
public interface Invitee {
    /**
     * Who the machine will be.
     *
     * @param vault of the client, if there was one before: only who has its keys can go on with it
     */
    record Seat(ClientId id, ClientName name, Optional<VaultId> vault) {}

    /** Empty if nothing is known of the invitation any more. */
    Optional<Seat> seat() throws IOException;

    /**
     * What becomes of it.
     *
     * @return {@link Answer.Enrolled} or {@link Answer.Refused}
     */
    Answer enrol(Request.Enrol request) throws IOException;
}
