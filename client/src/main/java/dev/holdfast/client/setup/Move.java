package dev.holdfast.client.setup;

import dev.holdfast.client.identity.Identity;
import dev.holdfast.client.identity.StateFolder;
import dev.holdfast.client.setup.Introduction.Trust;
import dev.holdfast.client.ssh.SshFailedException;
import dev.holdfast.client.ssh.SshFailure;
import dev.holdfast.model.ClientId;
import dev.holdfast.model.Printable;
import dev.holdfast.protocol.invite.ServerAddress;
import dev.holdfast.protocol.message.Request.Ping;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Has a client find its server at another address: the same host, or another one that took its
 * place with all clients and their keys. Nothing is changed before that host has let the client in
 * and called it by its id.
 */
public final class Move {
    private final Request request;
    private final Contact contact;

    /**
     * What somebody wants.
     *
     * @param target {@code [USER@]HOST[:PORT]}; what is not named stays as it is
     * @param trust how another host key than the known ones is confirmed
     * @param environment what ssh needs of the caller's to ask for a host key
     */
    public record Request(
            StateFolder state,
            String target,
            Trust trust,
            Setup.Way way,
            Map<String, String> environment) {
        public Request {
            environment = Map.copyOf(environment);
        }
    }

    /** How it ended, unless it failed. */
    public sealed interface Outcome {
        record Moved(Identity identity) implements Outcome {}

        record WrongUsage(String sentence) implements Outcome {}

        /** The host key is neither one that is known nor one that somebody confirmed. */
        record NotTrusted(String sentence) implements Outcome {}
    }

    private Move(Request request, Contact contact) {
        this.request = request;
        this.contact = contact;
    }

    /**
     * @throws SshFailedException (perhaps as a cause) when the host cannot be reached or does not
     *     know the client
     */
    public static Outcome run(Request request, Contact contact) throws IOException {
        Optional<Identity> identity = request.state().identity();
        if (identity.isEmpty() || identity.get().server().isEmpty()) {
            return new Outcome.WrongUsage("this machine is no client of a server yet");
        }
        try (Closeable _ = request.state().lock()) {
            return new Move(request, contact).move(identity.get(), identity.get().server().get());
        }
    }

    private Outcome move(Identity identity, ServerAddress before) throws IOException {
        String named =
                request.target().contains("@")
                        ? request.target()
                        : before.user() + "@" + request.target();
        Optional<LoginTarget> target = LoginTarget.parse(named);
        if (target.isEmpty()) {
            return new Outcome.WrongUsage(
                    "not [USER@]HOST[:PORT]: '%s'".formatted(Printable.of(request.target())));
        }
        LoginTarget login = target.get();
        ServerAddress after =
                new ServerAddress(
                        login.host(),
                        login.port().orElse(before.port()),
                        login.user(),
                        before.hostKeys());
        if (!request.way().to(after).equals(after)) {
            return new Outcome.WrongUsage(
                    "client.toml says below [server] where the server is: change it there, or take"
                            + " it out and run this again");
        }
        try {
            return moved(identity, after);
        } catch (IOException failed) {
            if (!isOtherHostKey(failed)) {
                throw failed;
            }
        }
        return withOtherKey(identity, after, login);
    }

    private Outcome withOtherKey(Identity identity, ServerAddress after, LoginTarget login)
            throws IOException {
        if (request.trust() instanceof Trust.Nobody) {
            return new Outcome.WrongUsage(
                    ("%s shows another host key than the server had, and nobody is there to confirm"
                                    + " it: give it with --host-key")
                            .formatted(after.host()));
        }
        OrdinarySsh ssh =
                new OrdinarySsh(
                        login, request.way().sshOptions(), request.environment(), request.state());
        return switch (new HostKeyChoice(ssh).by(request.trust())) {
            case HostKeyChoice.Choice.NotTrusted(String sentence) ->
                    new Outcome.NotTrusted(sentence);
            case HostKeyChoice.Choice.Trusted(var key) ->
                    moved(
                            identity,
                            new ServerAddress(
                                    after.host(), after.port(), after.user(), List.of(key)));
        };
    }

    private Outcome moved(Identity identity, ServerAddress after) throws IOException {
        ClientId known =
                contact.with(
                        request.state().login(after, request.way().sshOptions()),
                        identity.vault(),
                        (connection, welcome) -> {
                            connection.ask(new Ping());
                            return welcome.client();
                        });
        if (!known.equals(identity.client())) {
            return new Outcome.WrongUsage(
                    "%s knows this machine as another client: it did not take the server's place"
                            .formatted(after.host()));
        }
        Identity there =
                new Identity(
                        identity.client(),
                        identity.name(),
                        identity.vault(),
                        identity.machine(),
                        Optional.of(after));
        request.state().save(there);
        request.state().forgetInvitation();
        return new Outcome.Moved(there);
    }

    private static boolean isOtherHostKey(IOException failed) {
        return SshFailedException.behind(failed)
                .filter(failure -> failure.kind() == SshFailure.Kind.HOST_KEY_CHANGED)
                .isPresent();
    }
}
