package dev.holdfast.server.setup;

import dev.holdfast.server.config.ServerConfig;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a host shall become.
 *
 * @param config as it shall be; in {@link Mode#USER} its user is the one who asks
 * @param configFile where it is written
 * @param timer what maintains it; empty for none
 */
public record SetupRequest(
        Mode mode, ServerConfig config, Path configFile, Sshd sshd, Optional<Timer> timer) {

    /** Without a timer. */
    public SetupRequest(Mode mode, ServerConfig config, Path configFile, Sshd sshd) {
        this(mode, config, configFile, sshd, Optional.empty());
    }

    /** Whose the server is. */
    public enum Mode {
        /** The host's: a user of its own, and a part of sshd's configuration. Needs root. */
        SYSTEM,
        /** An ordinary user's: a folder and lines in {@code ~/.ssh/authorized_keys}. */
        USER
    }

    /**
     * Where sshd is and keeps its things.
     *
     * @param program the daemon itself, which checks its configuration
     * @param configFile the one that must include the drop-in
     * @param dropIn our part of it
     * @param pidFile of the running daemon, where no service manager runs
     */
    public record Sshd(Path program, Path configFile, Path dropIn, Path pidFile) {
        public static final Sshd DEFAULT =
                new Sshd(
                        Path.of("/usr/sbin/sshd"),
                        Path.of("/etc/ssh/sshd_config"),
                        Path.of("/etc/ssh/sshd_config.d/holdfast.conf"),
                        Path.of("/run/sshd.pid"));
    }

    /**
     * What runs the maintenance, and where that is told.
     *
     * @param units the folder of the host's own units of systemd
     * @param running a folder that exists where systemd runs
     * @param cron the folder of files for cron
     * @param command for a shell
     */
    public record Timer(Path units, Path running, Path cron, String command) {
        public static Timer usual(String command) {
            return new Timer(
                    Path.of("/etc/systemd/system"),
                    Path.of("/run/systemd/system"),
                    Path.of("/etc/cron.d"),
                    command);
        }
    }
}
