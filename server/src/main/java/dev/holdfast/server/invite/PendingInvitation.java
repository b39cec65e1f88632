package dev.holdfast.server.invite;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.ClientId;
import dev.holdfast.model.ClientName;
import dev.holdfast.protocol.invite.Invitation.Rights;
import dev.holdfast.protocol.ssh.PublicKeyLine;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the server remembers of an invitation, used or not.
 *
 * @param fingerprint of the one-use key
 * @param guest whom it lets in
 * @param expires from then on it lets in nobody
 * @param expected bytes that the first backup will bring, if somebody said so
 * @param use the first, and only one
 */
public record PendingInvitation(
        InvitationId id,
        String fingerprint,
        Guest guest,
        Instant created,
        Instant expires,
        OptionalLong expected,
        Optional<Use> use) {

    /**
     * Who is invited.
     *
     * @param client the id that the machine will have
     */
    public record Guest(ClientName name, ClientId client, Kind kind, Rights rights) {
        /** Whether there was a client before. */
        public enum Kind {
            /** A new client. */
            NEW,
            /** Another machine of a client that exists. */
            ANOTHER_MACHINE
        }
    }

    /**
     * Who came.
     *
     * @param address that the connection came from
     * @param machine the hash that the machine gave
     * @param key that was enrolled
     * @param complete whether registry and keys were written, too; before, the same machine may
     *     come again to have it done
     */
    public record Use(
            Instant when, String address, Bytes machine, PublicKeyLine key, boolean complete) {
        public Use completed() {
            return new Use(when, address, machine, key, true);
        }
    }

    public PendingInvitation usedBy(Use first) {
        return new PendingInvitation(
                id, fingerprint, guest, created, expires, expected, Optional.of(first));
    }
}
