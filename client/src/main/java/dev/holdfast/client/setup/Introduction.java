package dev.holdfast.client.setup;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.holdfast.client.identity.StateFolder;
import dev.holdfast.client.ssh.ServerText;
import dev.holdfast.client.ssh.SshLogin;
import dev.holdfast.model.ClientName;
import dev.holdfast.model.Printable;
import dev.holdfast.platform.process.Command;
import dev.holdfast.platform.process.CommandResult;
import dev.holdfast.protocol.invite.Invitation;
import dev.holdfast.protocol.ssh.PublicKeyLine;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gets an invitation from a server on which somebody has an ordinary ssh login: shows its host key,
 * then runs {@code holdfast server invite} there. ssh uses the login's own settings and keys here,
 * but knows the server by nothing but the host key that was confirmed.
 */
public final class Introduction {
    private static final CommandResult.Limits SCAN =
            new CommandResult.Limits(256 << 10, Duration.ofMinutes(1));

    /** Somebody may have to type a password. */
    private static final CommandResult.Limits INVITE =
            new CommandResult.Limits(256 << 10, Duration.ofMinutes(5));

    private static final int OWN_ERROR = 255;
    private static final String SCAN_SECONDS = "20";

    private final Request request;
    private final LoginTarget target;

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
         */
        record Known(String hostKey) implements Trust {}

        /** By asking somebody. */
        record Asked(Prompt prompt) implements Trust {}

        /** Not at all: nobody is there to be asked. */
        record Nobody() implements Trust {}
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

        /** The host key is not the one that is known, or somebody said so. */
        record NotTrusted(String sentence) implements Outcome {}
    }

    private Introduction(Request request, LoginTarget target) {
        this.request = request;
        this.target = target;
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
        List<PublicKeyLine> shown = scan();
        Optional<PublicKeyLine> trusted = confirm(shown);
        if (trusted.isEmpty()) {
            return new Outcome.NotTrusted(notTrusted(shown));
        }
        return new Outcome.Invited(invite(trusted.get()));
    }

    private List<PublicKeyLine> scan() throws IOException {
        CommandResult result =
                CommandResult.of(
                        Command.of(
                                "ssh-keyscan",
                                "-T",
                                SCAN_SECONDS,
                                "-t",
                                "ed25519,ecdsa,rsa",
                                "-p",
                                String.valueOf(target.port()),
                                "--",
                                target.host()),
                        SCAN);
        List<PublicKeyLine> keys = HostKeys.parse(result.output());
        if (keys.isEmpty()) {
            throw new IOException(
                    "cannot get the host key of %s port %d: is an ssh server there?%s"
                            .formatted(target.host(), target.port(), said(result)));
        }
        return keys;
    }

    private Optional<PublicKeyLine> confirm(List<PublicKeyLine> shown) throws IOException {
        return switch (request.trust()) {
            case Trust.Known(var hostKey) -> HostKeys.find(shown, hostKey);
            case Trust.Asked(var prompt) -> {
                PublicKeyLine best = shown.getFirst();
                yield prompt.isHostKey(target.host(), best) ? Optional.of(best) : Optional.empty();
            }
            case Trust.Nobody() -> Optional.empty();
        };
    }

    private String notTrusted(List<PublicKeyLine> shown) {
        return "the host key of %s is not the one that is expected; it shows %s"
                .formatted(
                        target.host(),
                        String.join(", ", shown.stream().map(PublicKeyLine::fingerprint).toList()));
    }

    private Invitation invite(PublicKeyLine hostKey) throws IOException {
        List<String> words = command(hostKey);
        CommandResult result = CommandResult.of(new Command(words, request.environment()), INVITE);
        if (result.exitCode() != 0) {
            String what =
                    result.exitCode() == OWN_ERROR
                            ? "cannot log in to %s by ssh%s"
                            : "%s does not make an invitation%s";
            throw new IOException(what.formatted(target, said(result)));
        }
        return invitation(target, result.output());
    }

    /** Whatever the login's own settings say, the server must prove that it has that host key. */
    private List<String> command(PublicKeyLine hostKey) throws IOException {
        List<String> options = new ArrayList<>();
        // A connection that is open already proved something else.
        options.add("ControlPath=none");
        options.add("UserKnownHostsFile=" + ServerText.file(request.state().introduce(hostKey)));
        options.add("GlobalKnownHostsFile=/dev/null");
        options.add("StrictHostKeyChecking=yes");
        options.add("HostKeyAlgorithms=" + ServerText.hostKeyAlgorithms(List.of(hostKey)));
        options.add("HostKeyAlias=" + ServerText.ALIAS);
        options.add("CheckHostIP=no");
        options.add("UpdateHostKeys=no");
        if (request.trust() instanceof Trust.Known) {
            options.add("BatchMode=yes");
        }
        options.addAll(request.sshOptions());
        List<String> words = new ArrayList<>(List.of("ssh", "-T", "-x", "-a"));
        options.forEach(option -> words.addAll(List.of("-o", option)));
        words.addAll(List.of("-p", String.valueOf(target.port())));
        words.addAll(List.of("--", target.toString()));
        // The way that led there leads there again, whatever the host itself is called.
        words.add(
                "%s server invite --json --address %s --port %d %s"
                        .formatted(
                                request.remoteProgram(),
                                target.host(),
                                target.port(),
                                request.name()));
        return words;
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

    private static String said(CommandResult result) {
        List<String> lines = result.errors().stream().filter(line -> !line.isBlank()).toList();
        return lines.isEmpty() ? "" : " (%s)".formatted(Printable.of(lines.getLast()));
    }
}
