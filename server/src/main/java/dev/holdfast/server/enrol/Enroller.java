package dev.holdfast.server.enrol;

import dev.holdfast.model.ClientId;
import dev.holdfast.platform.durable.VolumeLock;
import dev.holdfast.protocol.message.Answer;
import dev.holdfast.protocol.message.RefusalCode;
import dev.holdfast.server.client.Client;
import dev.holdfast.server.invite.InvitationId;
import dev.holdfast.server.invite.PendingInvitation;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Enrols machines. The invitation is marked first, then the client is written, then its keys, then
 * the invitation is complete: wherever that stops, nobody else comes in, and the same machine may
 * have it done.
 */
public final class Enroller {
    private final ServerFiles files;
    private final InstantSource clock;
    private final Supplier<ClientId> freshIds;

    /**
     * @param freshIds random ids for new clients
     */
    public Enroller(ServerFiles files, InstantSource clock, Supplier<ClientId> freshIds) {
        this.files = files;
        this.clock = clock;
        this.freshIds = freshIds;
    }

    /**
     * Answers a machine that came with an invitation's key.
     *
     * @return {@link Answer.Enrolled} or {@link Answer.Refused}
     */
    public Answer enrol(InvitationId id, EnrolRequest request) throws IOException {
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
            EnrolRules.Moment moment = new EnrolRules.Moment(clock.instant(), freshIds.get());
            return act(
                    invitation.get(),
                    EnrolRules.decide(request, invitation.get(), clients, moment));
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
