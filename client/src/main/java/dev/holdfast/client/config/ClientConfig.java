package dev.holdfast.client.config;

import dev.holdfast.client.config.Settings.Range;
import dev.holdfast.client.pace.UploadLimit;
import dev.holdfast.client.schedule.Schedule;
import dev.holdfast.client.ssh.SshLogin;
import dev.holdfast.model.Printable;
import dev.holdfast.protocol.invite.ServerAddress;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What {@code client.toml} says. Every key has a usual value, and the file itself may be absent.
 *
 * @param steps around every backup
 * @param jobs in the order of the file
 * @param limit of what is sent to a server
 * @param notices who is told of a run
 */
public record ClientConfig(
        Server server,
        Backup backup,
        Retry retry,
        StepSettings steps,
        List<JobSettings> jobs,
        UploadLimit limit,
        Notices notices) {
    private static final String ADDRESS = "server.address";
    private static final String PORT = "server.port";
    private static final String USER = "server.user";
    private static final String SSH_OPTIONS = "server.ssh-options";
    private static final String BACKUP = "backup.";
    private static final String COMPRESSION_LEVEL = "backup.compression-level";
    private static final String CHECKPOINT_SECONDS = "backup.checkpoint-seconds";
    private static final String UPLOAD = "limit.upload";
    private static final String UPLOAD_HOURS = "limit.hours";
    private static final String SCHEDULE = "backup.schedule";
    private static final String ATTEMPTS = "retry.attempts";
    private static final String MINUTES = "retry.minutes";
    private static final Set<String> KNOWN =
            known(
                    SCHEDULE,
                    UPLOAD,
                    UPLOAD_HOURS,
                    ADDRESS,
                    PORT,
                    USER,
                    SSH_OPTIONS,
                    COMPRESSION_LEVEL,
                    CHECKPOINT_SECONDS,
                    ATTEMPTS,
                    MINUTES);

    /** What holds when the file is absent. */
    public static final ClientConfig USUAL =
            new ClientConfig(
                    new Server(Optional.empty(), OptionalInt.empty(), Optional.empty(), List.of()),
                    new Backup(
                            Backup.COMPRESSION_LEVEL_USUAL,
                            Backup.CHECKPOINT_USUAL,
                            Set.of(),
                            Optional.empty()),
                    new Retry(Retry.ATTEMPTS_USUAL, Retry.PAUSE_USUAL),
                    StepSettings.NONE,
                    List.of(),
                    UploadLimit.NONE,
                    Notices.NONE);

    public ClientConfig {
        jobs = List.copyOf(jobs);
    }

    private static Set<String> known(String... keys) {
        Set<String> known = new HashSet<>(List.of(keys));
        for (Exclusion each : Exclusion.values()) {
            known.add(BACKUP + each.key());
        }
        known.addAll(StepSettings.keys());
        known.addAll(JobSettings.keys());
        known.addAll(Notices.KEYS);
        return known;
    }

    /**
     * The job of that name.
     *
     * @throws ConfigException when there is none
     */
    public JobSettings job(String name) throws ConfigException {
        return jobs.stream()
                .filter(each -> each.series().value().equals(name))
                .findFirst()
                .orElseThrow(() -> new ConfigException(noJob(name)));
    }

    private String noJob(String name) {
        String known =
                jobs.stream().map(each -> each.series().value()).collect(Collectors.joining(", "));
        return "there is no job '%s' in client.toml; %s"
                .formatted(
                        Printable.of(name),
                        known.isEmpty() ? "[job.NAME] makes one" : "there are " + known);
    }

    /** Whether it says what is to be run. */
    public boolean hasCommands() {
        return steps.hasCommands() || jobs.stream().anyMatch(JobSettings::hasCommands);
    }

    /**
     * How to reach the server, where that differs from what setup was told.
     *
     * @param sshOptions more options for ssh, each as {@code Name=value}, such as a jump host
     */
    public record Server(
            Optional<String> address,
            OptionalInt port,
            Optional<String> user,
            List<String> sshOptions) {
        static final Range PORTS = new Range(1, 65_535);

        public Server {
            sshOptions = List.copyOf(sshOptions);
        }

        /**
         * The way to a server that setup knows: what the file says comes first.
         *
         * @throws ConfigException when the file names an impossible address or account
         */
        public ServerAddress wayTo(ServerAddress known) throws ConfigException {
            try {
                return new ServerAddress(
                        address.orElse(known.host()),
                        port.orElse(known.port()),
                        user.orElse(known.user()),
                        known.hostKeys());
            } catch (IllegalArgumentException impossible) {
                throw new ConfigException("[server] in client.toml: " + impossible.getMessage());
            }
        }
    }

    /**
     * How a backup runs.
     *
     * @param compressionLevel of zstd, 1 to 19
     * @param checkpoint between two partials, a second to a day
     * @param exclusions what is left out beside what rules say
     * @param schedule of the whole machine, if the file says one
     */
    public record Backup(
            int compressionLevel,
            Duration checkpoint,
            Set<Exclusion> exclusions,
            Optional<Schedule> schedule) {
        static final int COMPRESSION_LEVEL_USUAL = 3;
        static final Duration CHECKPOINT_USUAL = Duration.ofMinutes(5);
        static final Range COMPRESSION_LEVELS = new Range(1, 19);
        static final Range CHECKPOINT_SECONDS = new Range(1, 86_400);

        public Backup {
            exclusions = Set.copyOf(exclusions);
        }
    }

    /**
     * What happens after a lost connection.
     *
     * @param attempts after the first, 0 to 100
     * @param pause before each attempt, up to a day
     */
    public record Retry(int attempts, Duration pause) {
        static final int ATTEMPTS_USUAL = 5;
        static final Duration PAUSE_USUAL = Duration.ofMinutes(10);
        static final Range ATTEMPTS_ALLOWED = new Range(0, 100);
        static final Range PAUSE_MINUTES = new Range(0, 1440);
    }

    /**
     * @throws ConfigException when the file says something that cannot be meant
     * @throws IOException when it cannot be read; it may be absent
     */
    public static ClientConfig load(Path file) throws IOException {
        try {
            return parse(file, Files.readString(file, StandardCharsets.UTF_8));
        } catch (NoSuchFileException absent) {
            return USUAL;
        } catch (CharacterCodingException notText) {
            throw new ConfigException("%s: not UTF-8 text".formatted(file));
        }
    }

    /**
     * @param file only named in errors
     * @throws ConfigException when the text says something that cannot be meant
     */
    public static ClientConfig parse(Path file, String text) throws ConfigException {
        Settings settings = Settings.parse(file, text, KNOWN);
        return new ClientConfig(
                server(settings),
                backup(settings),
                retry(settings),
                StepSettings.read(settings),
                JobSettings.read(settings),
                limit(settings),
                Notices.of(settings));
    }

    private static UploadLimit limit(Settings settings) throws ConfigException {
        String usual = settings.text(UPLOAD).orElse("unlimited");
        String key = UPLOAD;
        try {
            UploadLimit.parse(usual, List.of());
            key = UPLOAD_HOURS;
            return UploadLimit.parse(usual, settings.texts(UPLOAD_HOURS));
        } catch (IllegalArgumentException wrong) {
            throw settings.error(key, String.valueOf(wrong.getMessage()));
        }
    }

    private static Server server(Settings settings) throws ConfigException {
        int port = settings.number(PORT, 0, Server.PORTS);
        return new Server(
                settings.text(ADDRESS),
                port == 0 ? OptionalInt.empty() : OptionalInt.of(port),
                settings.text(USER),
                sshOptions(settings));
    }

    private static List<String> sshOptions(Settings settings) throws ConfigException {
        List<String> options = settings.texts(SSH_OPTIONS);
        for (String option : options) {
            Optional<String> problem = SshLogin.problemOf(option);
            if (problem.isPresent()) {
                throw settings.error(
                        SSH_OPTIONS, "%s: '%s'".formatted(problem.get(), Printable.of(option)));
            }
        }
        return options;
    }

    private static Backup backup(Settings settings) throws ConfigException {
        return new Backup(
                settings.number(
                        COMPRESSION_LEVEL,
                        Backup.COMPRESSION_LEVEL_USUAL,
                        Backup.COMPRESSION_LEVELS),
                Duration.ofSeconds(
                        settings.number(
                                CHECKPOINT_SECONDS,
                                (int) Backup.CHECKPOINT_USUAL.toSeconds(),
                                Backup.CHECKPOINT_SECONDS)),
                exclusions(settings),
                settings.schedule(SCHEDULE));
    }

    private static Set<Exclusion> exclusions(Settings settings) throws ConfigException {
        Set<Exclusion> exclusions = EnumSet.noneOf(Exclusion.class);
        for (Exclusion each : Exclusion.values()) {
            if (settings.choice(BACKUP + each.key())) {
                exclusions.add(each);
            }
        }
        return exclusions;
    }

    private static Retry retry(Settings settings) throws ConfigException {
        return new Retry(
                settings.number(ATTEMPTS, Retry.ATTEMPTS_USUAL, Retry.ATTEMPTS_ALLOWED),
                Duration.ofMinutes(
                        settings.number(
                                MINUTES,
                                (int) Retry.PAUSE_USUAL.toMinutes(),
                                Retry.PAUSE_MINUTES)));
    }
}
