package dev.holdfast.server.access;

import dev.holdfast.model.ClientId;
import dev.holdfast.server.invite.InvitationId;
import java.util.Optional;

/** Whom a line of ours is for; stands in its comment, by which the line is known again. */
public record Owner(String tag) {
    private static final String PREFIX = "holdfast:";

    public static Owner of(ClientId client) {
        return new Owner(PREFIX + "client:" + client);
    }

    public static Owner of(InvitationId invitation) {
        return new Owner(PREFIX + "invitation:" + invitation);
    }

    /** The owner of a line, if it is one of ours. */
    static Optional<Owner> ofLine(String line) {
        String stripped = line.strip();
        if (stripped.startsWith("#")) {
            return Optional.empty();
        }
        String last = stripped.substring(stripped.lastIndexOf(' ') + 1);
        return last.startsWith(PREFIX) ? Optional.of(new Owner(last)) : Optional.empty();
    }
}
