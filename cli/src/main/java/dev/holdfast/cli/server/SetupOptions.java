package dev.holdfast.cli.server;

import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.cli.console.UsageException;
import dev.holdfast.cli.program.ProgramFiles;
import dev.holdfast.server.access.Program;
import dev.holdfast.server.config.ServerConfig;
import dev.holdfast.server.setup.ProgramReach;
import dev.holdfast.server.setup.Setup;
import dev.holdfast.server.setup.SetupPlan;
import dev.holdfast.server.setup.SetupRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What kind of server a host is to become: the same options for whatever makes it one. */
final class SetupOptions {
    private static final long ROOT = 0;

    @Mixin private ServerOptions server = new ServerOptions();

    @Option(
            names = "--root",
            paramLabel = "DIR",
            description = "the folder for all backups (usually /var/lib/holdfast)")
    private @Nullable Path root;

    @Option(
            names = "--address",
            paramLabel = "HOST",
            description = "where clients find this host (usually its own name)")
    private @Nullable String address;

    @Option(
            names = "--port",
            paramLabel = "NUMBER",
            description = "the port of this host's sshd, as clients see it (usually 22)")
    private @Nullable Integer port;

    @Option(
            names = "--user",
            description = {
                "a server of your own, without root: clients log in as you,"
                        + " and their keys can only run this program"
            })
    private boolean user;

    @Option(
            names = "--authorized-keys",
            paramLabel = "FILE",
            description = "the file from which sshd knows the clients' keys")
    private @Nullable Path authorizedKeys;

    /** Where the server's configuration is, or will be. */
    Path file(Surroundings around) throws IOException {
        return user && server.config == null ? ServerOptions.own(around) : server.file(around);
    }

    /** What a server is that nobody said anything of. */
    ServerConfig usual() {
        if (!user) {
            return ServerConfig.DEFAULT;
        }
        Path home = Path.of(System.getProperty("user.home", "/"));
        return new ServerConfig(
                home.resolve(".local/share/holdfast"),
                Optional.empty(),
                ServerConfig.DEFAULT.port(),
                System.getProperty("user.name", ""),
                home.resolve(".ssh/authorized_keys"));
    }

    /** The configuration of another host as it can be here: a server of one's own stays that. */
    ServerConfig taken(ServerConfig there) {
        ServerConfig usual = usual();
        return user
                ? new ServerConfig(
                        usual.root(),
                        there.address(),
                        there.port(),
                        usual.user(),
                        usual.authorizedKeys())
                : there;
    }

    /** What there was, changed by what the options say. */
    ServerConfig config(ServerConfig before) throws UsageException {
        Path folder = root == null ? before.root() : absolute(root);
        boolean inRoot = before.equals(ServerConfig.at(before.root())) || keysInRoot(before);
        Path keys = inRoot ? folder.resolve("authorized_keys") : before.authorizedKeys();
        try {
            return new ServerConfig(
                    folder,
                    Optional.ofNullable(address).or(before::address),
                    port == null ? before.port() : port,
                    before.user(),
                    authorizedKeys == null ? keys : absolute(authorizedKeys));
        } catch (IllegalArgumentException impossible) {
            throw new UsageException(String.valueOf(impossible.getMessage()), impossible);
        }
    }

    private static boolean keysInRoot(ServerConfig config) {
        return config.authorizedKeys().equals(config.root().resolve("authorized_keys"));
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }

    /**
     * What has to be done that this host is that server.
     *
     * @param config as it shall be
     * @param template what a configuration that is not there yet says of everything else
     */
    SetupPlan plan(Surroundings around, ServerConfig config, String template) throws IOException {
        SetupRequest.Mode mode = user ? SetupRequest.Mode.USER : SetupRequest.Mode.SYSTEM;
        return plan(around, request(around, mode, file(around), config, template));
    }

    /** What this host shall become by a configuration in that file. */
    static SetupRequest request(
            Surroundings around,
            SetupRequest.Mode mode,
            Path file,
            ServerConfig config,
            String template) {
        return new SetupRequest(
                mode, config, file, SetupRequest.Sshd.DEFAULT, timer(around, file), template);
    }

    /** What has to be done for it, and what hinders it. */
    static SetupPlan plan(Surroundings around, SetupRequest request) throws IOException {
        SetupPlan plan = Setup.plan(request);
        List<String> obstacles = new ArrayList<>(plan.obstacles());
        changeable(around, request.mode()).ifPresent(obstacles::add);
        if (request.mode() == SetupRequest.Mode.SYSTEM) {
            ProgramReach.obstacle(programParts(around)).ifPresent(obstacles::add);
        }
        return new SetupPlan(plan.steps(), obstacles);
    }

    /** The host's server is nobody's but root's, not even its own user's. */
    private static Optional<String> changeable(Surroundings around, SetupRequest.Mode mode)
            throws IOException {
        Optional<Path> launcher = around.launcher();
        if (launcher.isEmpty()) {
            return Optional.empty();
        }
        long user =
                switch (mode) {
                    case SYSTEM -> ROOT;
                    case USER -> around.user().getAsLong();
                };
        return ProgramFiles.startedBy(launcher.get())
                .changeable(user)
                .map("keys and timers would run a program that others can change: "::concat);
    }

    private static Optional<SetupRequest.Timer> timer(Surroundings around, Path file) {
        Optional<Path> other =
                file.equals(ServerConfig.FILE) ? Optional.empty() : Optional.of(file);
        return around.launcher()
                .map(launcher ->
                        SetupRequest.Timer.usual(
                                launcher, new Program(launcher, other).maintain()));
    }

    /** All that the service user must be able to read. */
    private static List<Path> programParts(Surroundings around) {
        List<Path> parts = new ArrayList<>();
        around.launcher().ifPresent(parts::add);
        parts.add(Path.of(System.getProperty("java.home", "/")));
        parts.add(Path.of(System.getProperty("java.class.path", "/")));
        return parts;
    }
}
