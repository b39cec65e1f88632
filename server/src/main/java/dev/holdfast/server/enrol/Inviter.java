package dev.holdfast.server.enrol;

import dev.holdfast.model.Bytes;
import dev.holdfast.platform.durable.VolumeLock;
import dev.holdfast.protocol.ssh.Ed25519Key;
import dev.holdfast.protocol.ssh.PublicKeyLine;
import dev.holdfast.server.client.Client;
import dev.holdfast.server.client.KeyPurpose;
import dev.holdfast.server.invite.InvitationId;
import dev.holdfast.server.invite.PendingInvitation;
import dev.holdfast.server.invite.PendingInvitation.Guest;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;

/** Makes invitations. */
public final class Inviter {
    /** How long who comes too late is still told so. */
    static final Duration REMEMBERED = Duration.ofDays(30);

    private static final int ID_SIZE = 16;

    private final ServerFiles files;
    private final InstantSource clock;
    private final SecureRandom random;

    public Inviter(ServerFiles files, InstantSource clock, SecureRandom random) {
        this.files = files;
        this.clock = clock;
        this.random = random;
    }

    /** Makes an invitation, and lets its key in until it is used or over. */
    public Invited invite(InviteRequest request) throws IOException {
        try (VolumeLock _ = files.registry().lock()) {
            forgetStale();
            Optional<Client> client = files.registry().list().find(request.name());
            if (client.isEmpty() && request.purpose() == KeyPurpose.RESTORE_ONLY) {
                return new Invited.Refused(
                        "there is no client %s whose backups could be read"
                                .formatted(request.name()));
            }
            byte[] seed = bytes(Ed25519Key.SEED_SIZE);
            PublicKeyLine key = Ed25519Key.fromSeed(seed).publicKey();
            PendingInvitation invitation = invitation(request, client, key.fingerprint());
            files.invitations().write(invitation);
            files.access().write(invitation.id(), key);
            return new Invited.Made(
                    invitation, Bytes.copyOf(seed), consequence(request, client.isPresent()));
        }
    }

    private PendingInvitation invitation(
            InviteRequest request, Optional<Client> client, String fingerprint) {
        Instant now = clock.instant();
        return new PendingInvitation(
                new InvitationId(HexFormat.of().formatHex(bytes(ID_SIZE))),
                fingerprint,
                new Guest(request.name(), client.map(Client::id), request.purpose()),
                now,
                now.plus(request.valid()),
                Optional.empty());
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private void forgetStale() throws IOException {
        Instant stale = clock.instant().minus(REMEMBERED);
        for (PendingInvitation invitation : files.invitations().list()) {
            if (invitation.expires().isBefore(stale)) {
                files.access().remove(invitation.id());
                files.invitations().delete(invitation.id());
            }
        }
    }

    private static String consequence(InviteRequest request, boolean exists) {
        return switch (request.purpose()) {
            case RESTORE_ONLY ->
                    "lets one machine read the backups of %s; the client itself goes on as before"
                            .formatted(request.name());
            case FULL ->
                    exists
                            ? ("lets one machine take the place of the client %s: the machine that"
                                            + " is %s now is then locked out (to only read its"
                                            + " backups: --restore-only)")
                                    .formatted(request.name(), request.name())
                            : "lets one machine become the client " + request.name();
        };
    }
}
