package dev.holdfast.cli.server;

import dev.holdfast.cli.console.Console;
import dev.holdfast.cli.console.ExitCode;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.cli.console.UsageException;
import dev.holdfast.server.access.Program;
import dev.holdfast.server.config.ServerConfig;
import dev.holdfast.server.setup.ProgramReach;
import dev.holdfast.server.setup.Setup;
import dev.holdfast.server.setup.SetupPlan;
import dev.holdfast.server.setup.SetupRequest;
import dev.holdfast.server.setup.SetupStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code holdfast server setup}. */
@Command(
        name = "setup",
        mixinStandardHelpOptions = true,
        description = {
            "Makes this host a server, or brings what is there up to date.",
            "As root: adds a user for the backups, makes its folder, and tells sshd what this user"
                    + " may do. Run again, it changes only what is not as it should be."
        })
final class SetupCommand implements Callable<Integer> {
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

    @Option(names = "--dry-run", description = "only tells what would be done")
    private boolean dryRun;

    private final Surroundings around;

    SetupCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws IOException {
        SetupRequest.Mode mode = user ? SetupRequest.Mode.USER : SetupRequest.Mode.SYSTEM;
        Path file = user && server.config == null ? ServerOptions.own(around) : file();
        ServerConfig config = config(Files.exists(file) ? ServerConfig.read(file) : usual());
        SetupPlan plan =
                Setup.plan(
                        new SetupRequest(
                                mode, config, file, SetupRequest.Sshd.DEFAULT, timer(file)));
        List<String> obstacles = new ArrayList<>(plan.obstacles());
        if (mode == SetupRequest.Mode.SYSTEM) {
            ProgramReach.obstacle(programParts()).ifPresent(obstacles::add);
        }
        if (!obstacles.isEmpty()) {
            around.console().say("holdfast: nothing was done:");
            obstacles.forEach(obstacle -> around.console().say("  " + obstacle));
            return ExitCode.FAILED.status();
        }
        return act(plan, config);
    }

    private Optional<SetupRequest.Timer> timer(Path file) {
        Optional<Path> other =
                file.equals(ServerConfig.FILE) ? Optional.empty() : Optional.of(file);
        return around.launcher()
                .map(launcher ->
                        SetupRequest.Timer.usual(
                                launcher, new Program(launcher, other).maintain()));
    }

    private Path file() throws IOException {
        return server.file(around);
    }

    private ServerConfig usual() {
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

    /** What is there, changed by what the options say. */
    private ServerConfig config(ServerConfig before) throws UsageException {
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

    /** All that the service user must be able to read. */
    private List<Path> programParts() {
        List<Path> parts = new ArrayList<>();
        around.launcher().ifPresent(parts::add);
        parts.add(Path.of(System.getProperty("java.home", "/")));
        parts.add(Path.of(System.getProperty("java.class.path", "/")));
        return parts;
    }

    private int act(SetupPlan plan, ServerConfig config) throws IOException {
        Console console = around.console();
        if (plan.steps().isEmpty()) {
            console.out().println("nothing to do: this host is a server, in " + config.root());
        } else if (dryRun) {
            console.out().println("this would be done:");
            plan.steps().stream()
                    .map(SetupStep::sentence)
                    .forEach(step -> console.out().println("  " + step));
        } else {
            Setup.run(plan, step -> console.out().println("  " + step));
            console.out().println("this host is a server now; backups go to " + config.root());
            console.say("invite a machine with: holdfast server invite NAME");
        }
        return ExitCode.DONE.status();
    }
}
