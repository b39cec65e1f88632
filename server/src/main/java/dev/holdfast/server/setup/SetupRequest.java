package dev.holdfast.server.setup;

import dev.holdfast.platform.timer.TimerHost;
import dev.holdfast.server.config.ServerConfig;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a host shall become.
 *
 * @param config as it shall be; in {@link Mode#USER} its user is the one who asks
 * @param configFile where it is written
 * @param timer what maintains it; empty for none
 * @param template what a configuration that is not there yet says of everything else
 */
public record SetupRequest(
        Mode mode,
        ServerConfig config,
        Path configFile,
        Sshd sshd,
        Optional<Timer> timer,
        String template) {

    /** Without a timer, of a server that was nowhere else before. */
    public SetupRequest(Mode mode, ServerConfig config, Path configFile, Sshd sshd) {
        this(mode, config, configFile, sshd, Optional.empty(), "");
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
     * @param command for a shell
     */
    public record Timer(TimerHost host, Path program, String command) {
        public static Timer usual(Path program, String command) {
            return new Timer(TimerHost.USUAL, program, command);
        }
    }
}
