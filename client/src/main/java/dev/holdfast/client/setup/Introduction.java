package dev.holdfast.client.setup;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.holdfast.client.identity.StateFolder;
import dev.holdfast.client.ssh.SshLogin;
import dev.holdfast.model.ClientName;
import dev.holdfast.model.Printable;
import dev.holdfast.platform.process.CommandResult;
import dev.holdfast.protocol.invite.Invitation;
import dev.holdfast.protocol.ssh.PublicKeyLine;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Gets an invitation from a server on which somebody has an ordinary ssh login: shows its host key,
 * then runs {@code holdfast server invite} there. ssh goes by somebody's own settings here, but
 * knows the server by nothing but the host key that was confirmed.
 */
public final class Introduction {
    private static final int OWN_ERROR = 255;
    private static final int COMMAND_NOT_FOUND = 127;
    private static final String ROOT = "root";

    private final Request request;
    private final LoginTarget target;
    private final OrdinarySsh ssh;

    /**
     * What somebody wants.
     *
     * @param target {@code USER@HOST[:PORT]}
     * @param name that the client will have
     * @param state where the host key is written for ssh
     * @param trust how the host key is confirmed
     * @param remoteProgram how holdfast is called on the server: {@code holdfast}, {@code sudo
     *     holdfast}; runs through the login's shell
     * @param sshOptions more options for ssh, each {@code Name=value}
     * @param environment what ssh needs of the caller's, such as {@code SSH_AUTH_SOCK}
     */
    public record Request(
            String target,
            ClientName name,
            StateFolder state,
            Trust trust,
            String remoteProgram,
            List<String> sshOptions,
            Map<String, String> environment) {
        public Request {
            sshOptions = List.copyOf(sshOptions);
            environment = Map.copyOf(environment);
        }
    }

    /** How a host key is confirmed. */
    public sealed interface Trust {
        /**
         * By what somebody knows beforehand.
         *
         * @param hostKey a fingerprint ({@code SHA256:…}) or a public key
         * @param questions whether ssh may ask for a password
         */
        record Known(String hostKey, Questions questions) implements Trust {}

        /** By asking somebody. */
        record Asked(Prompt prompt) implements Trust {}

        /** Not at all: nobody is there to be asked. */
        record Nobody() implements Trust {}
    }

    /** Whether somebody is there to answer. */
    public enum Questions {
        ALLOWED,
        FORBIDDEN
    }

    /** Asks somebody. */
    @FunctionalInterface
    public interface Prompt {
        /** Whether this is the server's host key. */
        boolean isHostKey(String host, PublicKeyLine key) throws IOException;
    }

    /** How it ended, unless it failed. */
    public sealed interface Outcome {
        record Invited(Invitation invitation) implements Outcome {}

        record WrongUsage(String sentence) implements Outcome {}

        /** The host key is not the one that is known, or nobody confirmed it. */
        record NotTrusted(String sentence) implements Outcome {}
    }

    private Introduction(Request request, LoginTarget target) {
        this.request = request;
        this.target = target;
        this.ssh =
                new OrdinarySsh(
                        target, request.sshOptions(), request.environment(), request.state());
    }

    /**
     * @throws IOException when the server cannot be reached, the login fails, or the server does
     *     not make an invitation
     */
    public static Outcome run(Request request) throws IOException {
        Optional<LoginTarget> target = LoginTarget.parse(request.target());
        if (target.isEmpty()) {
            return new Outcome.WrongUsage(
                    "neither an invitation nor USER@HOST[:PORT]: '%s'"
                            .formatted(Printable.of(request.target())));
        }
        for (String option : request.sshOptions()) {
            Optional<String> problem = SshLogin.problemOf(option);
            if (problem.isPresent()) {
                return new Outcome.WrongUsage(
                        "%s: '%s'".formatted(problem.get(), Printable.of(option)));
            }
        }
        if (request.trust() instanceof Trust.Nobody) {
            return new Outcome.WrongUsage(
                    "nobody is there to confirm the host key of %s: give it with --host-key"
                            .formatted(target.get().host()));
        }
        return new Introduction(request, target.get()).introduce();
    }

    private Outcome introduce() throws IOException {
        SshRoute route = ssh.route();
        Optional<String> detour = route.detour().filter(_ -> !detourIsKnown());
        if (detour.isPresent()) {
            return new Outcome.WrongUsage(unknownDetour(detour.get()));
        }
        return switch (new HostKeyChoice(ssh).by(request.trust())) {
            case HostKeyChoice.Choice.NotTrusted(String sentence) ->
                    new Outcome.NotTrusted(sentence);
            case HostKeyChoice.Choice.Trusted(PublicKeyLine key) ->
                    new Outcome.Invited(invite(key, questions(), route));
        };
    }

    /** Who confirmed the host key can be asked for a password too. */
    private Questions questions() {
        return request.trust() instanceof Trust.Known(var _, Questions questions)
                ? questions
                : Questions.ALLOWED;
    }

    /** Backups go without anybody's settings, so they must be told of the way. */
    private boolean detourIsKnown() {
        return request.sshOptions().stream()
                .map(option -> option.toLowerCase(Locale.ROOT))
                .anyMatch(option ->
                        option.startsWith("proxyjump=") || option.startsWith("proxycommand="));
    }

    private String unknownDetour(String detour) {
        return ("your ssh settings lead to %s by way of %s, and backups go without them: write"
                        + " ssh-options = [\"%s\"] below [server] in client.toml, and run this"
                        + " again")
                .formatted(target.host(), Printable.of(detour), Printable.of(detour));
    }

    private Invitation invite(PublicKeyLine hostKey, Questions questions, SshRoute route)
            throws IOException {
        // The way that led there leads there again, whatever the host itself is called.
        String command =
                "%s server invite --json --address %s --port %d %s"
                        .formatted(
                                request.remoteProgram(),
                                route.host(),
                                route.port(),
                                request.name());
        CommandResult result = ssh.command(hostKey, questions, command);
        if (result.exitCode() != 0) {
            throw new IOException(
                    failed(result.exitCode()).formatted(target) + OrdinarySsh.said(result));
        }
        return invitation(target, result.output());
    }

    private String failed(int exitCode) {
        return switch (exitCode) {
            case OWN_ERROR -> "cannot log in to %s by ssh";
            case COMMAND_NOT_FOUND ->
                    "%s does not find holdfast: install it there, or say how it is called there"
                            + " with --remote-command";
            default ->
                    target.user().equals(ROOT)
                            ? "%s does not make an invitation"
                            : "%s does not make an invitation; if only root may there, try"
                                    + " --remote-command 'sudo holdfast'";
        };
    }

    /** The text under {@code invitation}, wherever it stands in the JSON. */
    static Invitation invitation(LoginTarget target, String json) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING && "invitation".equals(parser.currentName())) {
                    return Invitation.parse(parser.getText());
                }
            }
        } catch (JsonProcessingException notJson) {
            throw new IOException(
                    ("%s answers something else than an invitation: is the same version of"
                                    + " holdfast there?")
                            .formatted(target),
                    notJson);
        }
        throw new IOException("%s answers without an invitation".formatted(target));
    }
}
