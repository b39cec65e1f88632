package dev.holdfast.server.setup;

import dev.holdfast.model.Bytes;
import dev.holdfast.platform.linux.ThisProcess;
import dev.holdfast.platform.process.CommandResult;
import dev.holdfast.platform.steps.Changeable;
import dev.holdfast.platform.timer.TimerHost;
import dev.holdfast.platform.timer.TimerInstall;
import dev.holdfast.server.config.ConfigException;
import dev.holdfast.server.config.ServerConfig;
import dev.holdfast.server.setup.SetupFacts.Account;
import dev.holdfast.server.setup.SetupFacts.RootState;
import dev.holdfast.server.setup.SetupFacts.SshdFacts;
import dev.holdfast.server.setup.SetupFacts.TimerFacts;
import dev.holdfast.server.setup.SetupStep.MakeFolder.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds out what a host is before a setup. Changes nothing. */
final class SetupProbe {
    /** Fields of a line of passwd(5). */
    private static final int PASSWD_FIELDS = 7;

    private static final long ROOT = 0;

    /** What a server's folder has in it, and what may be there before. */
    private static final Set<String> OURS =
            Set.of("registry", "invitations", "vaults", "reports", "authorized_keys", "lock");

    private static final Set<String> HARMLESS = Set.of("lost+found");

    private SetupProbe() {}

    static SetupFacts look(SetupRequest request) throws IOException {
        Optional<Account> account = account(request.config().user());
        Map<Path, State> folders = new HashMap<>();
        for (Path folder : SetupPlanner.folders(request)) {
            state(folder, request.config().user()).ifPresent(state -> folders.put(folder, state));
        }
        return new SetupFacts(
                ThisProcess.user(),
                account,
                root(request),
                folders,
                changeable(request, account),
                text(request.configFile()),
                sshd(request.sshd()),
                timer(request));
    }

    private static Optional<Account> account(String user) throws IOException {
        CommandResult result = Commands.run("getent", "passwd", user);
        String[] fields = result.output().strip().split(":", -1);
        if (result.exitCode() != 0 || fields.length != PASSWD_FIELDS) {
            return Optional.empty();
        }
        return Optional.of(new Account(Long.parseLong(fields[2]), Path.of(fields[5]), fields[6]));
    }

    /**
     * Whose the configuration is decides whose the server is; the keys and the backups are its
     * user's, but not the place where they are.
     */
    private static List<String> changeable(SetupRequest request, Optional<Account> account)
            throws IOException {
        ServerConfig config = request.config();
        long itsUser = account.map(Account::number).orElse(ROOT);
        long trusted =
                switch (request.mode()) {
                    case SYSTEM -> ROOT;
                    case USER -> itsUser;
                };
        List<String> ways = new ArrayList<>();
        Changeable.byOthersInTime(request.configFile(), trusted)
                .map("others can change the configuration: "::concat)
                .ifPresent(ways::add);
        Changeable.byOthersInTime(SetupPlanner.parent(config.root()), trusted)
                .map("others can put something in the place of the backups: "::concat)
                .ifPresent(ways::add);
        if (!config.authorizedKeys().startsWith(config.root())) {
            Changeable.byOthersInTime(config.authorizedKeys(), itsUser)
                    .map("others can add keys that let them in: "::concat)
                    .ifPresent(ways::add);
        }
        return ways;
    }

    private static Optional<State> state(Path folder, String owner) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(State.MISSING);
        }
        PosixFileAttributes found =
                Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!found.isDirectory()) {
            throw new IOException("cannot use %s: it is not a folder".formatted(folder));
        }
        boolean right =
                found.owner().getName().equals(owner)
                        && PosixFilePermissions.toString(found.permissions()).equals("rwx------");
        return right ? Optional.empty() : Optional.of(State.NOT_PRIVATE);
    }

    private static RootState root(SetupRequest request) throws IOException {
        RootState wanted = root(request.config().root());
        Optional<Path> before = rootBefore(request);
        return wanted == RootState.EMPTY
                        && before.isPresent()
                        && root(before.get()) == RootState.SERVER
                ? RootState.ELSEWHERE
                : wanted;
    }

    private static Optional<Path> rootBefore(SetupRequest request) throws IOException {
        String file = request.configFile().toString();
        try {
            Optional<String> text = text(request.configFile());
            return text.isEmpty()
                    ? Optional.empty()
                    : Optional.of(ServerConfig.parse(text.get(), file).root());
        } catch (ConfigException wrong) {
            return Optional.empty(); // the planner says what is wrong with it
        }
    }

    private static RootState root(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            return RootState.EMPTY;
        }
        List<String> names;
        try (Stream<Path> entries = Files.list(root)) {
            names = entries.map(entry -> String.valueOf(entry.getFileName())).toList();
        }
        if (names.stream().anyMatch(OURS::contains)) {
            return RootState.SERVER;
        }
        return HARMLESS.containsAll(names) ? RootState.EMPTY : RootState.FOREIGN;
    }

    private static Optional<String> text(Path file) throws IOException {
        try {
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    private static TimerFacts timer(SetupRequest request) throws IOException {
        if (request.timer().isEmpty()) {
            return new TimerFacts(TimerHost.Runner.NONE, Map.of());
        }
        SetupRequest.Timer timer = request.timer().get();
        TimerHost.Runner runner = timer.host().runner();
        var files = MaintenanceTimer.files(timer, runner, request.config().user());
        return new TimerFacts(runner, TimerInstall.texts(files.keySet()));
    }

    /** The keys of sshd that are there, both halves, content by name. */
    static Map<String, Bytes> hostKeys(Path folder) throws IOException {
        Map<String, Bytes> keys = new HashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = String.valueOf(file.getFileName());
                if (SetupStep.InstallHostKeys.isHostKey(name)) {
                    keys.put(name, Bytes.copyOf(Files.readAllBytes(file)));
                }
            }
        }
        return keys;
    }

    static SshdFacts sshd(SetupRequest.Sshd sshd) throws IOException {
        return new SshdFacts(
                Files.isExecutable(sshd.program()), text(sshd.dropIn()), reload(sshd.pidFile()));
    }

    /**
     * Whether sshd goes by a drop-in.
     *
     * @param proof a line that it prints of its settings for the user if it does
     */
    static boolean isUsed(SetupRequest.Sshd sshd, String user, String proof) throws IOException {
        String effective =
                Commands.require(
                        sshd.program().toString(),
                        "-T",
                        "-f",
                        sshd.configFile().toString(),
                        "-C",
                        "user=%s,host=localhost,addr=127.0.0.1".formatted(user));
        return effective.lines().anyMatch(proof::equals);
    }

    private static Optional<SetupStep.ReloadSshd> reload(Path pidFile) throws IOException {
        Optional<String> pid = text(pidFile).map(String::strip);
        if (pid.isPresent() && pid.get().matches("[0-9]{1,10}")) {
            return Optional.of(
                    new SetupStep.ReloadSshd(List.of("/bin/sh", "-c", "kill -HUP " + pid.get())));
        }
        if (!Files.isDirectory(Path.of("/run/systemd/system"))) {
            return Optional.empty();
        }
        for (String unit : List.of("ssh.service", "sshd.service")) {
            if (Commands.run("systemctl", "cat", unit).exitCode() == 0) {
                return Optional.of(
                        new SetupStep.ReloadSshd(
                                List.of("systemctl", "try-reload-or-restart", unit)));
            }
        }
        return Optional.empty();
    }
}
