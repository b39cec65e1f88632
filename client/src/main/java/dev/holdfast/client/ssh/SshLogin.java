package dev.holdfast.client.ssh;

import dev.holdfast.model.Printable;
import dev.holdfast.protocol.invite.ServerAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * All that one connection to a server needs.
 *
 * @param identity the file of the private key to log in with
 * @param knownHosts the file with {@link ServerText#knownHosts}
 * @param options more options for ssh, each one without a {@link #problemOf problem}
 */
public record SshLogin(ServerAddress server, Path identity, Path knownHosts, List<String> options) {
    public SshLogin {
        options = List.copyOf(options);
        for (String option : options) {
            problemOf(option)
                    .ifPresent(problem -> {
                        throw new IllegalArgumentException(
                                "%s: %s".formatted(problem, Printable.of(option)));
                    });
        }
    }

    /**
     * What is wrong with an option that somebody wants to add, or nothing when it may be used: it
     * must be written {@code Name=value}, and not be one that makes the connection safe.
     */
    public static Optional<String> problemOf(String option) {
        return SshOption.problemOf(option);
    }
}
