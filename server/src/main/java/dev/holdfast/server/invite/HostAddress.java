package dev.holdfast.server.invite;

import dev.holdfast.model.MalformedException;
import dev.holdfast.platform.linux.ThisProcess;
import dev.holdfast.platform.process.Command;
import dev.holdfast.platform.process.CommandResult;
import dev.holdfast.protocol.invite.ServerAddress;
import dev.holdfast.protocol.ssh.PublicKeyLine;
import dev.holdfast.server.config.ServerConfig;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Finds out where invitations lead: to this host. */
public final class HostAddress {
    /** Where sshd keeps its keys. */
    public static final Path HOST_KEYS = Path.of("/etc/ssh");

    private static final CommandResult.Limits LIMITS =
            new CommandResult.Limits(4096, Duration.ofSeconds(20));

    private HostAddress() {}

    /**
     * The configured address or else the host's own name, with the keys by which a client knows it.
     *
     * @param hostKeys the folder with {@code ssh_host_*_key.pub}
     */
    public static ServerAddress find(ServerConfig config, Path hostKeys) throws IOException {
        List<PublicKeyLine> keys = keys(hostKeys);
        if (keys.isEmpty()) {
            throw new IOException(
                    "cannot invite: no key of this host in %s (ssh-keygen -A makes them)"
                            .formatted(hostKeys));
        }
        String host = config.address().isPresent() ? config.address().get() : hostName();
        return new ServerAddress(host, config.port(), config.user(), keys);
    }

    private static List<PublicKeyLine> keys(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "ssh_host_*_key.pub")) {
            found.forEach(files::add);
        }
        files.sort(null);
        List<PublicKeyLine> keys = new ArrayList<>();
        for (Path file : files) {
            try {
                keys.add(PublicKeyLine.parse(Files.readString(file)));
            } catch (MalformedException ofAnotherType) {
                // A key that no client of ours would accept need not be known to it.
            }
        }
        return keys.subList(0, Math.min(keys.size(), ServerAddress.HOST_KEYS_MAX));
    }

    private static String hostName() throws IOException {
        CommandResult whole = CommandResult.of(Command.of("hostname", "-f"), LIMITS);
        String name = whole.output().strip();
        return whole.exitCode() == 0 && !name.isEmpty() ? name : ThisProcess.hostName();
    }
}
