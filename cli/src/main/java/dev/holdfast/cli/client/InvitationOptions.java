package dev.holdfast.cli.client;

import dev.holdfast.cli.argument.TextFile;
import dev.holdfast.cli.console.Console;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.cli.console.UsageException;
import dev.holdfast.client.identity.Machine;
import dev.holdfast.client.identity.StateFolder;
import dev.holdfast.client.setup.Introduction;
import dev.holdfast.client.setup.Introduction.Outcome;
import dev.holdfast.client.setup.Introduction.Questions;
import dev.holdfast.client.setup.Introduction.Trust;
import dev.holdfast.model.ClientName;
import dev.holdfast.model.MalformedException;
import dev.holdfast.protocol.invite.Invitation;
import dev.holdfast.protocol.ssh.PublicKeyLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How this machine comes to an invitation. */
final class InvitationOptions {
    private static final Path ROOT = Path.of("/");
    private static final String INVITATION_START = "holdfast-invite-";

    /** What ssh needs of our environment to find an agent, or to ask for a password. */
    private static final Set<String> OF_SSH =
            Set.of("SSH_AUTH_SOCK", "SSH_ASKPASS", "SSH_ASKPASS_REQUIRE", "DISPLAY", "XAUTHORITY");

    @Parameters(
            arity = "0..1",
            paramLabel = "INVITATION|USER@HOST[:PORT]",
            description = {
                "what 'holdfast server invite' printed on the server, '-' to read it from standard"
                        + " input; or an ssh login on the server that may run it there"
            })
    private @Nullable String argument;

    @Option(
            names = "--invitation-file",
            paramLabel = "FILE",
            description = "reads the invitation from this file")
    private @Nullable Path file;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "with USER@HOST: what this client is called there (usually as the host)")
    private @Nullable String name;

    @Option(
            names = "--host-key",
            paramLabel = "KEY",
            description =
                    "with USER@HOST or --move: the server's host key or its fingerprint,"
                            + " SHA256:...")
    private @Nullable String hostKey;

    @Option(
            names = "--remote-command",
            paramLabel = "COMMAND",
            defaultValue = "holdfast",
            description =
                    "with USER@HOST: how holdfast is called there (default: ${DEFAULT-VALUE})")
    private String remoteCommand = "holdfast";

    /** What was brought, or got from the server; nothing if nothing was asked for. */
    Optional<Invitation> invitation(Surroundings around, StateFolder state, List<String> sshOptions)
            throws IOException {
        if (argument != null && file != null) {
            throw new UsageException("give the invitation or --invitation-file, not both");
        }
        if (file != null) {
            return Optional.of(parse(TextFile.read(file, "the invitation")));
        }
        if (argument == null) {
            return Optional.empty();
        }
        if (argument.equals("-")) {
            Console console = around.console();
            return Optional.of(parse(console.ask(console.attended() ? "invitation: " : "")));
        }
        if (!argument.contains("@")) {
            return Optional.of(parse(argument));
        }
        // A machine that is a client only has to be shown to be one: it needs no invitation.
        return state.identity().isPresent()
                ? Optional.empty()
                : Optional.of(introduced(around, state, sshOptions));
    }

    private static Invitation parse(String line) throws IOException {
        try {
            return Invitation.parse(line);
        } catch (MalformedException wrong) {
            String login = line.startsWith(INVITATION_START) ? "" : " (nor is it USER@HOST)";
            throw new UsageException(wrong.getMessage() + login, wrong);
        }
    }

    private Invitation introduced(Surroundings around, StateFolder state, List<String> sshOptions)
            throws IOException {
        Introduction.Request request =
                new Introduction.Request(
                        String.valueOf(argument),
                        name(),
                        state,
                        trust(around.console()),
                        remoteCommand,
                        sshOptions,
                        environment(around));
        return switch (Introduction.run(request)) {
            case Outcome.Invited(Invitation invitation) -> invitation;
            case Outcome.WrongUsage(String sentence) -> throw new UsageException(sentence);
            case Outcome.NotTrusted(String sentence) -> throw new IOException(sentence);
        };
    }

    private ClientName name() throws IOException {
        if (name == null) {
            return Machine.name(ROOT);
        }
        try {
            return new ClientName(name);
        } catch (IllegalArgumentException impossible) {
            throw new UsageException(String.valueOf(impossible.getMessage()), impossible);
        }
    }

    /** Whether something was brought, or is to be got. */
    boolean isNamed() {
        return argument != null || file != null;
    }

    Trust trust(Console console) {
        if (hostKey != null) {
            return new Trust.Known(
                    hostKey, console.attended() ? Questions.ALLOWED : Questions.FORBIDDEN);
        }
        return console.attended()
                ? new Trust.Asked((host, key) -> isHostKey(console, host, key))
                : new Trust.Nobody();
    }

    private static boolean isHostKey(Console console, String host, PublicKeyLine key)
            throws IOException {
        console.say("%s shows the host key %s".formatted(host, key.fingerprint()));
        return console.ask("is this the server's? (yes or no) ").equals("yes");
    }

    /** What ssh needs of the caller's. */
    static Map<String, String> environment(Surroundings around) {
        Map<String, String> kept = new HashMap<>(around.environment());
        kept.keySet().retainAll(OF_SSH);
        return kept;
    }
}
