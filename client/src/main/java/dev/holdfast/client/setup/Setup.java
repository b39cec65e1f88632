package dev.holdfast.client.setup;

import dev.holdfast.client.identity.Identity;
import dev.holdfast.client.identity.RecoveryCodeSink;
import dev.holdfast.client.identity.StateFolder;
import dev.holdfast.client.setup.SetupPlanner.Brought;
import dev.holdfast.client.setup.SetupPlanner.Code;
import dev.holdfast.client.setup.SetupPlanner.Found;
import dev.holdfast.client.setup.SetupPlanner.KeySource;
import dev.holdfast.client.setup.SetupPlanner.OwnKey;
import dev.holdfast.client.setup.SetupPlanner.Plan;
import dev.holdfast.client.ssh.ServerText;
import dev.holdfast.client.ssh.SshFailedException;
import dev.holdfast.client.ssh.SshFailure;
import dev.holdfast.client.ssh.SshLogin;
import dev.holdfast.codec.key.KeyFile;
import dev.holdfast.codec.key.RecoveryCode;
import dev.holdfast.codec.key.RootSecret;
import dev.holdfast.codec.key.SealingKeys.Recipient;
import dev.holdfast.model.VaultId;
import dev.holdfast.protocol.invite.Invitation;
import dev.holdfast.protocol.invite.ServerAddress;
import dev.holdfast.protocol.message.Answer;
import dev.holdfast.protocol.message.Request.Enrol;
import dev.holdfast.protocol.message.Request.Ping;
import dev.holdfast.protocol.ssh.Ed25519Key;
import dev.holdfast.protocol.ssh.PublicKeyLine;
import java.io.Closeable;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/**
 * Makes this machine a client of a server. Everything it needs is durable before the server hears
 * of it, and the identity is written last: a run that was interrupted anywhere is continued by the
 * next one, and a run with all in place only shows that the way is open.
 */
public final class Setup {
    private final Request request;
    private final Contact contact;
    private final SecureRandom random;

    /**
     * What somebody wants.
     *
     * @param state where the client keeps its files
     * @param invitation may be absent when one was given before
     * @param recovered the root secret of a vault that this machine takes over
     * @param escrow who else may read what is written from now on
     * @param codeSink absent when nobody would see a new recovery code
     * @param way how to reach the server that an invitation names
     */
    public record Request(
            StateFolder state,
            Optional<Invitation> invitation,
            Optional<RootSecret> recovered,
            List<Recipient> escrow,
            Optional<RecoveryCodeSink> codeSink,
            Way way) {
        public Request {
            escrow = List.copyOf(escrow);
        }
    }

    /** What {@code client.toml} says about reaching a server. */
    public interface Way {
        /** The address to use for a server. */
        ServerAddress to(ServerAddress known) throws IOException;

        /** More options for ssh. */
        List<String> sshOptions();
    }

    /** How setup ended, unless it failed. */
    public sealed interface Outcome {
        /** The machine is a client now. */
        record Joined(Identity identity) implements Outcome {}

        /** It was one before, and the server still knows it. */
        record AlreadyJoined(Identity identity) implements Outcome {}

        /** Nothing was done. */
        record WrongUsage(String sentence) implements Outcome {}

        /** The server has a vault for this client that was made with another root secret. */
        record WrongVault(VaultId ours, VaultId theirs) implements Outcome {}
    }

    private Setup(Request request, Contact contact, SecureRandom random) {
        this.request = request;
        this.contact = contact;
        this.random = random;
    }

    /**
     * @throws SshFailedException (perhaps as a cause) when the server cannot be reached
     * @throws dev.holdfast.protocol.wire.RefusedException when the server will not
     * @throws IOException when files cannot be written, or another setup is under way
     */
    public static Outcome run(Request request, Contact contact, SecureRandom random)
            throws IOException {
        Setup setup = new Setup(request, contact, random);
        Plan plan = SetupPlanner.plan(setup.found(), setup.brought());
        if (plan instanceof Plan.WrongUsage(String sentence)) {
            return new Outcome.WrongUsage(sentence);
        }
        try (Closeable _ = request.state().lock()) {
            // Only now nobody else changes what was found.
            return setup.act(SetupPlanner.plan(setup.found(), setup.brought()));
        }
    }

    private Found found() throws IOException {
        StateFolder state = request.state();
        return new Found(
                state.identity(),
                state.keys().map(keys -> keys.root().vault()),
                state.sshKey().isPresent(),
                state.invitation());
    }

    private Brought brought() {
        return new Brought(
                request.invitation(),
                request.recovered().map(RootSecret::vault),
                request.codeSink().isPresent());
    }

    private Outcome act(Plan plan) throws IOException {
        return switch (plan) {
            case Plan.WrongUsage(var sentence) -> new Outcome.WrongUsage(sentence);
            case Plan.Check check -> check(check);
            case Plan.Join join -> join(join);
        };
    }

    private Outcome check(Plan.Check check) throws IOException {
        StateFolder state = request.state();
        KeyFile keys = keys(check.keys());
        state.pin(check.server());
        Optional<Answer.Welcome> welcome =
                welcomeIfAccepted(ownLogin(check.server()), keys, check.invitation());
        if (welcome.isEmpty()) {
            return join(
                    new Plan.Join(
                            check.invitation().orElseThrow(),
                            KeySource.FOUND,
                            Code.KNOWN,
                            OwnKey.NOT_ENROLLED));
        }
        Optional<Outcome> wrong = wrong(welcome.get(), keys, check.invitation());
        if (wrong.isPresent()) {
            return wrong.get();
        }
        Identity identity = identity(welcome.get(), keys, check.server());
        if (!identity.equals(check.identity())) {
            state.save(identity);
        }
        state.forgetInvitation();
        return new Outcome.AlreadyJoined(identity);
    }

    private Outcome join(Plan.Join join) throws IOException {
        if (join.keys() == KeySource.NEW) {
            request.codeSink().orElseThrow().prepare();
        }
        StateFolder state = request.state();
        Invitation invitation = join.invitation();
        KeyFile keys = keys(join.keys());
        PublicKeyLine sshKey = sshKey();
        state.save(invitation);
        Optional<Answer.Welcome> before =
                join.ownKey() == OwnKey.PERHAPS_ENROLLED
                        ? welcomeIfAccepted(joiningLogin(invitation), keys, Optional.of(invitation))
                        : Optional.empty();
        Optional<Outcome> wrong =
                before.isPresent() ? Optional.empty() : enrol(invitation, keys, sshKey);
        if (wrong.isPresent()) {
            return wrong.get();
        }
        Answer.Welcome welcome =
                before.isPresent() ? before.get() : ping(joiningLogin(invitation), keys);
        wrong = wrong(welcome, keys, Optional.of(invitation));
        return wrong.isPresent() ? wrong.get() : finish(join, keys, welcome);
    }

    /** The last durable steps: the code is told before all counts as done, or told again. */
    private Outcome finish(Plan.Join join, KeyFile keys, Answer.Welcome welcome)
            throws IOException {
        StateFolder state = request.state();
        ServerAddress server = join.invitation().server();
        if (join.code() == Code.TELL) {
            String code = RecoveryCode.format(keys.root());
            request.codeSink().orElseThrow().take(keys.root().vault(), code);
        }
        Identity identity = identity(welcome, keys, server);
        state.pin(server);
        state.save(identity);
        state.forgetInvitation();
        return new Outcome.Joined(identity);
    }

    private Identity identity(Answer.Welcome welcome, KeyFile keys, ServerAddress server) {
        return new Identity(
                welcome.client(),
                welcome.name(),
                keys.root().vault(),
                contact.machine(),
                Optional.of(server));
    }

    private KeyFile keys(KeySource source) throws IOException {
        Optional<KeyFile> there = request.state().keys();
        RootSecret root =
                switch (source) {
                    case FOUND -> there.orElseThrow().root();
                    case RECOVERED -> request.recovered().orElseThrow();
                    case NEW -> RootSecret.random(random);
                };
        boolean same = there.isPresent() && there.get().root().vault().equals(root.vault());
        boolean noNewEscrow = request.escrow().isEmpty();
        if (same && (noNewEscrow || there.get().escrow().equals(request.escrow()))) {
            return there.get();
        }
        KeyFile keys = new KeyFile(root, request.escrow());
        request.state().save(keys);
        return keys;
    }

    private PublicKeyLine sshKey() throws IOException {
        Optional<PublicKeyLine> there = request.state().sshKey();
        if (there.isPresent()) {
            return there.get();
        }
        Ed25519Key key = Ed25519Key.generate(random);
        request.state().save(key);
        return key.publicKey();
    }

    /** Empty when it went well. */
    private Optional<Outcome> enrol(Invitation invitation, KeyFile keys, PublicKeyLine sshKey)
            throws IOException {
        ServerAddress server = invitation.server();
        SshLogin login =
                request.state()
                        .invitationLogin(request.way().to(server), request.way().sshOptions());
        try {
            return contact.with(
                    login,
                    keys.root().vault(),
                    (connection, welcome) -> {
                        Optional<Outcome> wrong = wrongVault(welcome, keys);
                        if (wrong.isEmpty()) {
                            connection.ask(
                                    new Enrol(invitation.client(), sshKey, contact.machine()));
                        }
                        return wrong;
                    });
        } catch (IOException failed) {
            if (isNotAccepted(failed)) {
                throw new IOException(
                        ("%s does not accept this invitation: it was used, withdrawn or is"
                                        + " over; run"
                                        + " holdfast server invite %s on it again")
                                .formatted(ServerText.shown(server), invitation.client()),
                        failed);
            }
            throw failed;
        }
    }

    /** Empty when the server does not know our key, and an invitation could change that. */
    private Optional<Answer.Welcome> welcomeIfAccepted(
            SshLogin login, KeyFile keys, Optional<Invitation> invitation) throws IOException {
        try {
            return Optional.of(ping(login, keys));
        } catch (IOException failed) {
            if (invitation.isPresent() && isNotAccepted(failed)) {
                return Optional.empty();
            }
            throw failed;
        }
    }

    private Answer.Welcome ping(SshLogin login, KeyFile keys) throws IOException {
        return contact.with(
                login,
                keys.root().vault(),
                (connection, welcome) -> {
                    connection.ask(new Ping());
                    return welcome;
                });
    }

    private SshLogin ownLogin(ServerAddress server) throws IOException {
        return request.state().login(request.way().to(server), request.way().sshOptions());
    }

    private SshLogin joiningLogin(Invitation invitation) throws IOException {
        return request.state()
                .joiningLogin(request.way().to(invitation.server()), request.way().sshOptions());
    }

    private Optional<Outcome> wrong(
            Answer.Welcome welcome, KeyFile keys, Optional<Invitation> invitation)
            throws IOException {
        if (invitation.isPresent() && !invitation.get().client().equals(welcome.name())) {
            String sentence =
                    ("this machine is the client %s of that server already, and the"
                                    + " invitation is for"
                                    + " %s: to become another client, move %s away first")
                            .formatted(
                                    welcome.name(),
                                    invitation.get().client(),
                                    request.state().folder());
            request.state().forgetInvitation();
            return Optional.of(new Outcome.WrongUsage(sentence));
        }
        return wrongVault(welcome, keys);
    }

    private static Optional<Outcome> wrongVault(Answer.Welcome welcome, KeyFile keys) {
        VaultId ours = keys.root().vault();
        VaultId theirs = welcome.vault();
        return theirs == null || theirs.equals(ours)
                ? Optional.empty()
                : Optional.of(new Outcome.WrongVault(ours, theirs));
    }

    private static boolean isNotAccepted(IOException failed) {
        return SshFailedException.behind(failed)
                .filter(failure -> failure.kind() == SshFailure.Kind.NOT_ACCEPTED)
                .isPresent();
    }
}
