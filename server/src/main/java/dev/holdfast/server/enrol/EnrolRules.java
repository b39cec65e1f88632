package dev.holdfast.server.enrol;

import dev.holdfast.model.ClientId;
import dev.holdfast.protocol.invite.Invitation.Rights;
import dev.holdfast.protocol.message.RefusalCode;
import dev.holdfast.server.client.Client;
import dev.holdfast.server.client.ClientKey;
import dev.holdfast.server.invite.PendingInvitation;
import dev.holdfast.server.invite.PendingInvitation.Guest;
import dev.holdfast.server.invite.PendingInvitation.Use;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Decides whether an invitation lets a machine in. Pure. */
final class EnrolRules {
    private final PendingInvitation invitation;
    private final List<Client> clients;
    private final Moment moment;

    /**
     * What only the world knows.
     *
     * @param fresh the id for a new client
     */
    record Moment(Instant now, ClientId fresh) {}

    private EnrolRules(PendingInvitation invitation, List<Client> clients, Moment moment) {
        this.invitation = invitation;
        this.clients = clients;
        this.moment = moment;
    }

    static EnrolDecision decide(
            EnrolRequest request,
            PendingInvitation invitation,
            List<Client> clients,
            Moment moment) {
        return new EnrolRules(invitation, clients, moment).decide(request);
    }

    private EnrolDecision decide(EnrolRequest request) {
        if (!request.name().equals(invitation.guest().name())) {
            return refused(
                    RefusalCode.NOT_AUTHORISED,
                    "the invitation is for %s, not for %s"
                            .formatted(invitation.guest().name(), request.name()));
        }
        Optional<Use> first = invitation.use();
        if (first.isPresent()) {
            return later(request, first.get());
        }
        if (!moment.now().isBefore(invitation.expires())) {
            return refused(
                    RefusalCode.EXPIRED_INVITATION,
                    "the invitation expired at %s".formatted(invitation.expires()));
        }
        ClientId id = invitation.guest().client().orElse(moment.fresh());
        return enrol(request, use(request, id));
    }

    private Use use(EnrolRequest request, ClientId id) {
        return new Use(
                moment.now(), request.address(), request.machine(), request.key(), id, false);
    }

    /** First use wins. The same machine may ask again: it may not have heard the answer. */
    private EnrolDecision later(EnrolRequest request, Use first) {
        boolean same =
                first.key().equals(request.key()) && first.machine().equals(request.machine());
        if (same && !first.complete()) {
            return enrol(request, first);
        }
        Optional<Client> client = find(first.client()).filter(c -> c.has(request.key()));
        if (same && client.isPresent()) {
            return new EnrolDecision.Again(client.get());
        }
        return refused(
                RefusalCode.USED_INVITATION,
                "the invitation was used at %s from %s by %s"
                        .formatted(
                                first.when(),
                                first.address(),
                                same ? "this machine" : "another machine"));
    }

    private EnrolDecision enrol(EnrolRequest request, Use use) {
        Optional<Client> holder =
                clients.stream().filter(client -> client.has(request.key())).findFirst();
        if (holder.isPresent() && !mayKeep(holder.get(), request, use)) {
            return refused(
                    RefusalCode.DUPLICATE_KEY,
                    "the machine's key is already that of the client %s"
                            .formatted(holder.get().name()));
        }
        ClientKey key =
                new ClientKey(
                        request.key(), invitation.guest().rights(), use.when(), use.machine());
        Optional<Client> existing = find(use.client());
        if (existing.isPresent()) {
            return new EnrolDecision.Enrol(changed(existing.get(), key), use);
        }
        if (invitation.guest().client().isPresent()) {
            return refused(
                    RefusalCode.NOT_AUTHORISED,
                    "the client %s exists no more".formatted(invitation.guest().name()));
        }
        return enrolNew(key, use);
    }

    private EnrolDecision enrolNew(ClientKey key, Use use) {
        Guest guest = invitation.guest();
        for (Client client : clients) {
            if (client.name().equals(guest.name())) {
                return refused(
                        RefusalCode.NOT_AUTHORISED,
                        "a client %s was enrolled at %s, after this invitation was written"
                                .formatted(guest.name(), client.created()));
            }
        }
        return new EnrolDecision.Enrol(Client.enrolled(use.client(), guest.name(), key), use);
    }

    /** A machine that reads does not become the one that is backed up. */
    private static Client changed(Client client, ClientKey key) {
        Client changed = client.with(key);
        return switch (key.rights()) {
            case FULL -> changed.withMachine(key.machine());
            case RESTORE_ONLY -> changed;
        };
    }

    /** The same machine set up anew keeps its key, but a key never changes what it is good for. */
    private boolean mayKeep(Client holder, EnrolRequest request, Use use) {
        return holder.id().equals(use.client())
                && holder.rightsOf(request.key()).equals(Optional.of(invitation.guest().rights()));
    }

    private Optional<Client> find(ClientId id) {
        return clients.stream().filter(client -> client.id().equals(id)).findFirst();
    }

    private EnrolDecision.Refused refused(RefusalCode code, String sentence) {
        Guest guest = invitation.guest();
        String option = guest.rights() == Rights.RESTORE_ONLY ? " --restore-only" : "";
        return new EnrolDecision.Refused(
                code, sentence, "holdfast server invite %s%s".formatted(guest.name(), option));
    }
}
