package dev.holdfast.server.enrol;

import dev.holdfast.protocol.invite.Invitation.Rights;
import dev.holdfast.protocol.message.RefusalCode;
import dev.holdfast.server.client.Client;
import dev.holdfast.server.client.ClientKey;
import dev.holdfast.server.invite.PendingInvitation;
import dev.holdfast.server.invite.PendingInvitation.Guest;
import dev.holdfast.server.invite.PendingInvitation.Use;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Decides whether an invitation lets a machine in. Pure. */
final class EnrolRules {
    private final PendingInvitation invitation;
    private final List<Client> clients;
    private final Instant now;

    private EnrolRules(PendingInvitation invitation, List<Client> clients, Instant now) {
        this.invitation = invitation;
        this.clients = clients;
        this.now = now;
    }

    static EnrolDecision decide(
            EnrolRequest request, PendingInvitation invitation, List<Client> clients, Instant now) {
        return new EnrolRules(invitation, clients, now).decide(request);
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
        if (!now.isBefore(invitation.expires())) {
            return refused(
                    RefusalCode.EXPIRED_INVITATION,
                    "the invitation expired at %s"
                            .formatted(invitation.expires().truncatedTo(ChronoUnit.SECONDS)));
        }
        Use use = new Use(now, request.address(), request.machine(), request.key(), false);
        return enrol(request, use);
    }

    /** First use wins. The same machine may ask again: it may not have heard the answer. */
    private EnrolDecision later(EnrolRequest request, Use first) {
        boolean same =
                first.key().equals(request.key()) && first.machine().equals(request.machine());
        if (same && !first.complete()) {
            return enrol(request, first);
        }
        Optional<Client> client = client().filter(c -> c.has(request.key()));
        if (same && client.isPresent()) {
            return new EnrolDecision.Again(client.get());
        }
        return refused(
                RefusalCode.USED_INVITATION,
                "the invitation was used at %s from %s by %s"
                        .formatted(
                                first.when().truncatedTo(ChronoUnit.SECONDS),
                                first.address(),
                                first.machine().equals(request.machine())
                                        ? "this machine"
                                        : "another machine"));
    }

    private EnrolDecision enrol(EnrolRequest request, Use use) {
        Optional<Client> holder =
                clients.stream().filter(client -> client.has(request.key())).findFirst();
        if (holder.isPresent() && !mayKeep(holder.get(), request)) {
            return refused(
                    RefusalCode.DUPLICATE_KEY,
                    "the machine's key is already that of the client %s"
                            .formatted(holder.get().name()));
        }
        ClientKey key =
                new ClientKey(
                        request.key(), invitation.guest().rights(), use.when(), use.machine());
        Optional<Client> existing = client();
        if (existing.isPresent()) {
            return new EnrolDecision.Enrol(changed(existing.get(), key), use);
        }
        return switch (invitation.guest().kind()) {
            case NEW -> enrolNew(key, use);
            case ANOTHER_MACHINE ->
                    refused(
                            RefusalCode.NOT_AUTHORISED,
                            "the client %s exists no more".formatted(invitation.guest().name()));
        };
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
        Client client = Client.enrolled(guest.client(), guest.name(), key);
        return new EnrolDecision.Enrol(client.expecting(invitation.expected()), use);
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
    private boolean mayKeep(Client holder, EnrolRequest request) {
        return holder.id().equals(invitation.guest().client())
                && holder.rightsOf(request.key()).equals(Optional.of(invitation.guest().rights()));
    }

    /** As the registry has it now. */
    private Optional<Client> client() {
        return clients.stream()
                .filter(client -> client.id().equals(invitation.guest().client()))
                .findFirst();
    }

    private EnrolDecision.Refused refused(RefusalCode code, String sentence) {
        Guest guest = invitation.guest();
        String option = guest.rights() == Rights.RESTORE_ONLY ? " --restore-only" : "";
        return new EnrolDecision.Refused(
                code, sentence, "holdfast server invite %s%s".formatted(guest.name(), option));
    }
}
