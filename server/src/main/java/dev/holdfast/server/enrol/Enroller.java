package dev.holdfast.server.enrol;

import dev.holdfast.platform.durable.VolumeLock;
import dev.holdfast.protocol.message.Answer;
import dev.holdfast.protocol.message.RefusalCode;
import dev.holdfast.protocol.message.Request;
import dev.holdfast.server.client.Client;
import dev.holdfast.server.invite.InvitationId;
import dev.holdfast.server.invite.PendingInvitation;
import dev.holdfast.server.invite.PendingInvitation.Guest;
import dev.holdfast.server.session.Invitee;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Enrols machines. The invitation is marked first, then the client is written, then its keys, then
 * the invitation is complete: wherever that stops, nobody else comes in, and the same machine may
 * have it done.
 */
public final class Enroller {
    private final ServerFiles files;
    private final InstantSource clock;

    public Enroller(ServerFiles files, InstantSource clock) {
        this.files = files;
        this.clock = clock;
    }

    /**
     * A machine that came with an invitation's key.
     *
     * @param address that it came from, as sshd says
     */
    public Invitee invitee(InvitationId id, String address) {
        return new Invitee() {
            @Override
            public Optional<Seat> seat() throws IOException {
                return Enroller.this.seat(id);
            }

            @Override
            public Answer enrol(Request.Enrol asked) throws IOException {
                return Enroller.this.enrol(
                        id, new EnrolRequest(asked.name(), asked.key(), asked.machine(), address));
            }
        };
    }

    private Optional<Invitee.Seat> seat(InvitationId id) throws IOException {
        Optional<Guest> guest = files.invitations().find(id).map(PendingInvitation::guest);
        if (guest.isEmpty()) {
            return Optional.empty();
        }
        Optional<Client> client = files.registry().find(guest.get().client());
        return Optional.of(
                new Invitee.Seat(
                        guest.get().client(), guest.get().name(), client.flatMap(Client::vault)));
    }

    /**
     * Answers a machine that came with an invitation's key.
     *
     * @return {@link Answer.Enrolled} or {@link Answer.Refused}
     */
    Answer enrol(InvitationId id, EnrolRequest request) throws IOException {
        try (VolumeLock _ = files.registry().lock()) {
            Optional<PendingInvitation> invitation = files.invitations().find(id);
            if (invitation.isEmpty()) {
                return refused(RefusalCode.EXPIRED_INVITATION, "the invitation is long over", null);
            }
            if (files.access().hasForeign(request.key())) {
                return refused(
                        RefusalCode.DUPLICATE_KEY,
                        "the machine's key may already log in here in another way",
                        null);
            }
            List<Client> clients = files.registry().list().clients();
            return act(
                    invitation.get(),
                    EnrolRules.decide(request, invitation.get(), clients, clock.instant()));
        }
    }

    private Answer act(PendingInvitation invitation, EnrolDecision decision) throws IOException {
        return switch (decision) {
            case EnrolDecision.Enrol(var client, var use) -> {
                files.invitations().write(invitation.usedBy(use));
                files.registry().write(client);
                files.access().write(client);
                files.invitations().write(invitation.usedBy(use.completed()));
                yield new Answer.Enrolled(client.id(), client.name());
            }
            case EnrolDecision.Again(var client) -> new Answer.Enrolled(client.id(), client.name());
            case EnrolDecision.Refused(var code, var sentence, var lift) ->
                    refused(code, sentence, lift);
        };
    }

    private static Answer refused(RefusalCode code, String sentence, @Nullable String lift) {
        return Answer.Refused.because(code, sentence, lift);
    }
}
