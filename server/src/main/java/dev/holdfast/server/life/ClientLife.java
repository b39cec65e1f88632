package dev.holdfast.server.life;

import dev.holdfast.model.ClientName;
import dev.holdfast.platform.durable.VolumeLock;
import dev.holdfast.protocol.invite.Invitation.Rights;
import dev.holdfast.server.client.Client;
import dev.holdfast.server.client.Exemption;
import dev.holdfast.server.client.Standing.Retirement;
import dev.holdfast.server.enrol.ServerFiles;
import dev.holdfast.server.invite.PendingInvitation;
import dev.holdfast.server.log.SessionLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What an administrator decides about clients. */
public final class ClientLife {
    private final ServerFiles files;
    private final Path root;
    private final InstantSource clock;
    private final Sessions sessions;

    /**
     * @param root the server's folder
     */
    public ClientLife(ServerFiles files, Path root, InstantSource clock, Sessions sessions) {
        this.files = files;
        this.root = root;
        this.clock = clock;
        this.sessions = sessions;
    }

    /** Gives a client another name. Its id, its vault and its keys stay. */
    public void rename(ClientName before, ClientName after) throws IOException {
        note(change(before, client -> client.called(after)), "is called %s now".formatted(after));
    }

    /** Whichever machine comes next with the client's key is the client's from then on. */
    public void expectNewMachine(ClientName name) throws IOException {
        note(change(name, Client::withoutMachine), "may be another machine");
    }

    /**
     * Lets a client do something for a while beside what its rules say.
     *
     * @throws IllegalArgumentException if it has too many exemptions
     */
    public void exempt(ClientName name, Exemption exemption) throws IOException {
        Instant now = clock.instant();
        Client client = change(name, each -> each.standing(each.standing().with(exemption, now)));
        note(client, "is exempt from a rule: " + exemption);
    }

    /** From now on it makes no backups; what it has stays for a while, and can be restored. */
    public Retirement retire(ClientName name, Duration keep) throws IOException {
        Instant now = clock.instant();
        Retirement retirement = new Retirement(now, now.plus(keep));
        note(
                change(name, each -> each.standing(each.standing().retired(retirement))),
                "was retired; kept until "
                        + retirement.keptUntil().truncatedTo(ChronoUnit.SECONDS));
        return retirement;
    }

    /** Takes a retirement back. */
    public void resume(ClientName name) throws IOException {
        note(change(name, each -> each.standing(each.standing().active())), "goes on");
    }

    private Client change(ClientName name, UnaryOperator<Client> change) throws IOException {
        try (VolumeLock _ = files.registry().lock()) {
            Client before = find(name);
            Client after = change.apply(before);
            files.registry().write(after);
            return before;
        }
    }

    private Client find(ClientName name) throws IOException {
        return files.registry()
                .list()
                .find(name)
                .orElseThrow(() ->
                        new IOException(
                                "there is no client %s (see holdfast server clients)"
                                        .formatted(name)));
    }

    /**
     * What a client lost.
     *
     * @param sessions that were ended
     */
    public record Revoked(int keys, int invitations, int sessions) {}

    /** Locks a client out: its keys, its open invitations, its open sessions. */
    public Revoked revoke(ClientName name) throws IOException {
        Client before;
        int invitations;
        try (VolumeLock _ = files.registry().lock()) {
            before = find(name);
            invitations = lockOut(before);
        }
        Revoked revoked = new Revoked(before.keys().size(), invitations, sessions.end(before.id()));
        note(before, "was revoked: %d keys, %d sessions".formatted(revoked.keys, revoked.sessions));
        return revoked;
    }

    /** The registry first: a session that sshd has let in already looks there. */
    private int lockOut(Client client) throws IOException {
        Client after = client.withoutKeys();
        files.registry().write(after);
        files.access().write(after);
        int withdrawn = 0;
        for (PendingInvitation invitation : files.invitations().list()) {
            if (invitation.guest().client().equals(client.id())) {
                files.access().remove(invitation.id());
                files.invitations().delete(invitation.id());
                withdrawn += invitation.use().isEmpty() ? 1 : 0;
            }
        }
        return withdrawn;
    }

    /**
     * Forgets a client with all that it has here. What is interrupted is done again, by the same
     * command or by {@link #forgetRetired}.
     */
    public void forget(ClientName name) throws IOException {
        revoke(name);
        Client client = find(name);
        new Belongings(root, client.id()).delete();
        try (VolumeLock _ = files.registry().lock()) {
            files.registry().delete(client.id());
        }
        new SessionLog(root, "administrator", clock).add("forgot %s".formatted(name));
    }

    private void note(Client client, String sentence) {
        SessionLog.of(root, client.id(), client.name() + " by an administrator", clock)
                .add(sentence);
    }

    /**
     * What became of those whose time was over.
     *
     * @param done sentences for the log
     * @param wrong sentences for an administrator
     */
    public record Outcome(List<String> done, List<String> wrong) {
        public Outcome {
            done = List.copyOf(done);
            wrong = List.copyOf(wrong);
        }
    }

    /** Forgets the retired clients whose time is over, and ends what was interrupted. */
    public Outcome forgetRetired() throws IOException {
        List<String> done = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        Belongings.deleteRemains(root);
        for (Client client : files.registry().list().clients()) {
            Optional<Retirement> over =
                    client.standing()
                            .retired()
                            .filter(each -> !each.keptUntil().isAfter(clock.instant()));
            if (over.isEmpty()) {
                continue;
            }
            if (new Belongings(root, client.id()).isAnyHeld()) {
                wrong.add(
                        ("%1$s is retired and its time is over, but snapshots of it are held:"
                                        + " 'holdfast server release' them, or 'holdfast server"
                                        + " forget %1$s'")
                                .formatted(client.name()));
            } else {
                forget(client.name());
                done.add(
                        "forgot %s, which was retired at %s"
                                .formatted(client.name(), over.get().since()));
            }
        }
        return new Outcome(done, wrong);
    }

    /**
     * Whether a client is one that can be backed up now, for people: its state in a word or two.
     */
    public static String state(Client client) {
        if (client.standing().retired().isPresent()) {
            return "retired";
        }
        return client.hasKeyFor(Rights.FULL) ? "active" : "revoked";
    }
}
