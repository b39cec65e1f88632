package dev.holdfast.client.setup;

import dev.holdfast.client.identity.StateFolder;
import dev.holdfast.client.ssh.ServerText;
import dev.holdfast.client.ssh.SshFailure;
import dev.holdfast.platform.process.Command;
import dev.holdfast.platform.process.CommandResult;
import dev.holdfast.protocol.ssh.PublicKeyLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * ssh as somebody uses it by hand, with the settings, keys and agent of their own; but whatever
 * those say, the server is known by nothing but the host key that is told here.
 *
 * @param options more options for ssh, each {@code Name=value}
 * @param environment what ssh needs of the caller's, such as {@code SSH_AUTH_SOCK}
 * @param state where host keys are written for ssh
 */
record OrdinarySsh(
        LoginTarget target,
        List<String> options,
        Map<String, String> environment,
        StateFolder state) {

    /** Somebody may have to type a password. */
    private static final CommandResult.Limits LIMITS =
            new CommandResult.Limits(256 << 10, Duration.ofMinutes(5));

    /** What of somebody's settings must not count here. */
    private static final List<String> PLAIN =
            List.of(
                    "LogLevel=INFO",
                    "RemoteCommand=none",
                    "ClearAllForwardings=yes",
                    // A connection that is open already proved something else.
                    "ControlMaster=no",
                    "ControlPath=none",
                    "CheckHostIP=no",
                    "VerifyHostKeyDNS=no",
                    "UpdateHostKeys=no",
                    "GlobalKnownHostsFile=/dev/null");

    OrdinarySsh {
        options = List.copyOf(options);
        environment = Map.copyOf(environment);
    }

    /** Where the login leads; nothing is connected for that. */
    SshRoute route() throws IOException {
        CommandResult result = run(List.of("-G"), List.of(), List.of());
        if (result.exitCode() != 0) {
            throw new IOException("ssh does not take its settings%s".formatted(said(result)));
        }
        return SshRoute.parse(result.output());
    }

    /**
     * The host key of a type that the server shows, without a login.
     *
     * @return nothing when it has none of that type
     */
    Optional<PublicKeyLine> hostKey(PublicKeyLine.Type type) throws IOException {
        Path shown = state.shownHostKeys();
        CommandResult result =
                run(
                        List.of(),
                        List.of(
                                "UserKnownHostsFile=" + ServerText.file(shown),
                                "StrictHostKeyChecking=accept-new",
                                "HostKeyAlgorithms=" + ServerText.hostKeyAlgorithms(type),
                                "PreferredAuthentications=none",
                                "BatchMode=yes",
                                "ConnectTimeout=30"),
                        List.of("exit"));
        if (Files.exists(shown)) {
            return HostKeys.parse(Files.readString(shown)).stream().findFirst();
        }
        SshFailure failure = SshFailure.of(target.toString(), result.exitCode(), result.errors());
        if (failure.kind() == SshFailure.Kind.HOST_KEY_CHANGED) {
            return Optional.empty();
        }
        throw new IOException(
                "cannot get the host key of %s: %s".formatted(target.host(), failure.sentence()));
    }

    /** Logs in to the server that has that host key, and runs a command in the login's shell. */
    CommandResult command(PublicKeyLine hostKey, Introduction.Questions questions, String command)
            throws IOException {
        List<String> safe = new ArrayList<>();
        safe.add("UserKnownHostsFile=" + ServerText.file(state.introduce(hostKey)));
        safe.add("StrictHostKeyChecking=yes");
        safe.add("HostKeyAlgorithms=" + ServerText.hostKeyAlgorithms(hostKey.type()));
        if (questions == Introduction.Questions.FORBIDDEN) {
            safe.add("BatchMode=yes");
        }
        return run(List.of(), safe, List.of(command));
    }

    /** Of two values for an option ssh takes the first. */
    private CommandResult run(List<String> flags, List<String> safe, List<String> command)
            throws IOException {
        List<String> words = new ArrayList<>(List.of("ssh", "-T", "-x", "-a"));
        words.addAll(flags);
        for (List<String> each : List.of(safe, PLAIN, options)) {
            each.forEach(option -> words.addAll(List.of("-o", option)));
        }
        target.port().ifPresent(port -> words.addAll(List.of("-p", String.valueOf(port))));
        words.addAll(List.of("--", target.toString()));
        words.addAll(command);
        return CommandResult.of(new Command(words, environment), LIMITS);
    }

    /** The last of what a command said, to be put behind a sentence. */
    static String said(CommandResult result) {
        return SshFailure.quoted(result.errors());
    }
}
