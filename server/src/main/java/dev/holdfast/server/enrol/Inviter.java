package dev.holdfast.server.enrol;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.ClientId;
import dev.holdfast.model.ClientName;
import dev.holdfast.model.Timestamp;
import dev.holdfast.platform.durable.VolumeLock;
import dev.holdfast.protocol.invite.Invitation;
import dev.holdfast.protocol.invite.Invitation.Rights;
import dev.holdfast.protocol.invite.ServerAddress;
import dev.holdfast.protocol.ssh.Ed25519Key;
import dev.holdfast.protocol.ssh.PublicKeyLine;
import dev.holdfast.server.client.Client;
import dev.holdfast.server.client.Registry;
import dev.holdfast.server.invite.InvitationId;
import dev.holdfast.server.invite.PendingInvitation;
import dev.holdfast.server.invite.PendingInvitation.Guest;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /**
     * Makes an invitation, and lets its key in until it is used or over.
     *
     * @param server where the invitation leads
     */
    public Invited invite(InviteRequest request, ServerAddress server) throws IOException {
        return invite(List.of(request), server).getFirst();
    }

    /**
     * Makes an invitation for each, or none at all.
     *
     * @param requests each for another name
     * @param server where the invitations lead
     * @return in the order of the requests; if any is refused, only those that are
     */
    public List<Invited> invite(List<InviteRequest> requests, ServerAddress server)
            throws IOException {
        try (VolumeLock _ = files.registry().lock()) {
            forgetStale();
            Registry.Listing clients = files.registry().list();
            List<Invited> refused = new ArrayList<>();
            for (InviteRequest request : requests) {
                obstacle(request, clients.find(request.name()))
                        .map(Invited.Refused::new)
                        .ifPresent(refused::add);
            }
            if (!refused.isEmpty()) {
                return refused;
            }
            List<Invited.Made> made = new ArrayList<>();
            for (InviteRequest request : requests) {
                made.add(prepare(request, server, guest(request, clients.find(request.name()))));
            }
            open(made);
            return List.copyOf(made);
        }
    }

    private static Optional<String> obstacle(InviteRequest request, Optional<Client> client) {
        String name = request.name().value();
        if (client.isEmpty()) {
            return request.rights() == Rights.FULL
                    ? Optional.empty()
                    : Optional.of(
                            "there is no client %s whose backups could be read".formatted(name));
        }
        if (request.expected().isPresent()) {
            return Optional.of(
                    ("the client %1$s has a vault already: 'holdfast server allow %1$s SIZE'"
                                    + " lets it bring more than usual")
                            .formatted(name));
        }
        if (request.rights() == Rights.FULL && client.get().standing().retired().isPresent()) {
            return Optional.of(
                    ("%1$s is retired: 'holdfast server rename %1$s %1$s-old' frees its name"
                                    + " for a new client, 'holdfast server retire --undo %1$s'"
                                    + " lets it go on")
                            .formatted(name));
        }
        return Optional.empty();
    }

    private Guest guest(InviteRequest request, Optional<Client> client) {
        return client.isPresent()
                ? guest(request, client.get().id(), Guest.Kind.ANOTHER_MACHINE)
                : guest(request, ClientId.of(bytes(ClientId.SIZE)), Guest.Kind.NEW);
    }

    /**
     * Takes back what nobody has used yet.
     *
     * @return how many invitations for that name these were
     */
    public int withdraw(ClientName name) throws IOException {
        try (VolumeLock _ = files.registry().lock()) {
            int withdrawn = 0;
            for (PendingInvitation invitation : files.invitations().list()) {
                if (invitation.use().isEmpty() && invitation.guest().name().equals(name)) {
                    files.access().remove(invitation.id());
                    files.invitations().delete(invitation.id());
                    withdrawn++;
                }
            }
            return withdrawn;
        }
    }

    private static Guest guest(InviteRequest request, ClientId client, Guest.Kind kind) {
        return new Guest(request.name(), client, kind, request.rights());
    }

    private Invited.Made prepare(InviteRequest request, ServerAddress server, Guest guest) {
        Instant now = clock.instant();
        Instant expires = now.plus(request.valid());
        Invitation invitation =
                new Invitation(
                        request.name(),
                        request.rights(),
                        server,
                        Bytes.copyOf(bytes(Ed25519Key.SEED_SIZE)),
                        Timestamp.of(expires));
        PublicKeyLine key = invitation.key().publicKey();
        PendingInvitation pending =
                new PendingInvitation(
                        new InvitationId(HexFormat.of().formatHex(bytes(ID_SIZE))),
                        key.fingerprint(),
                        guest,
                        now,
                        expires,
                        request.expected(),
                        Optional.empty());
        return new Invited.Made(invitation, pending, consequence(guest));
    }

    /** The keys last: whoever comes finds the invitation. */
    private void open(List<Invited.Made> made) throws IOException {
        Map<InvitationId, PublicKeyLine> keys = new LinkedHashMap<>();
        for (Invited.Made each : made) {
            files.invitations().write(each.pending());
            keys.put(each.pending().id(), each.invitation().key().publicKey());
        }
        files.access().write(keys);
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

    private static String consequence(Guest guest) {
        return switch (guest.rights()) {
            case RESTORE_ONLY ->
                    "lets one machine read the backups of %s; the client itself goes on as before"
                            .formatted(guest.name());
            case FULL ->
                    switch (guest.kind()) {
                        case NEW -> "lets one machine become the client " + guest.name();
                        case ANOTHER_MACHINE ->
                                ("lets one machine take the place of the client %s: the machine"
                                                + " that is %s now is then locked out (to only"
                                                + " read its backups: --restore-only)")
                                        .formatted(guest.name(), guest.name());
                    };
        };
    }
}
