package dev.holdfast.platform.timer;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a host is told what to run from time to time.
 *
 * @param units the folder of the host's own units of systemd
 * @param running a folder that exists where systemd runs
 * @param cron the folder of files for cron
 */
public record TimerHost(Path units, Path running, Path cron) {
    public static final TimerHost USUAL =
            new TimerHost(
                    Path.of("/etc/systemd/system"),
                    Path.of("/run/systemd/system"),
                    Path.of("/etc/cron.d"));

    /** Who runs something from time to time. */
    public enum Runner {
        SYSTEMD,
        CRON,
        NONE
    }

    /** Who does so here. */
    public Runner runner() {
        if (Files.isDirectory(running)) {
            return Runner.SYSTEMD;
        }
        return Files.isDirectory(cron) ? Runner.CRON : Runner.NONE;
    }
}
