package dev.holdfast.server.setup;

import dev.holdfast.server.setup.SetupFacts.TimerFacts;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What has 'holdfast server maintain' run every hour: a timer of systemd, or a line for cron. */
final class MaintenanceTimer {
    private static final String UNIT = "holdfast-maintain";

    private static final String WARNING =
            """
            # Written by 'holdfast server setup'; what is changed here is lost when it runs again.
            """;

    private MaintenanceTimer() {}

    /** The files that there should be; none where nothing runs them. */
    static Map<Path, String> files(
            SetupRequest.Timer timer, TimerFacts.Runner runner, String user) {
        Map<Path, String> files = new LinkedHashMap<>();
        switch (runner) {
            case SYSTEMD -> {
                files.put(timer.units().resolve(UNIT + ".service"), service(timer, user));
                files.put(timer.units().resolve(UNIT + ".timer"), hourly());
            }
            case CRON -> files.put(timer.cron().resolve("holdfast-server"), cron(timer, user));
            case NONE -> {}
        }
        return files;
    }

    /** The step that is left to do; empty if all is as it should be. */
    static Optional<SetupStep> missing(SetupRequest.Timer timer, TimerFacts facts, String user) {
        Map<Path, String> files = files(timer, facts.runner(), user);
        if (files.isEmpty()) {
            return Optional.of(
                    new SetupStep.Advise(
                            "run '%s' as %s once an hour: neither systemd nor cron was found"
                                    .formatted(timer.command(), user)));
        }
        if (facts.texts().equals(files)) {
            return Optional.empty();
        }
        List<List<String>> commands =
                facts.runner() == TimerFacts.Runner.SYSTEMD
                        ? List.of(
                                List.of("systemctl", "daemon-reload"),
                                List.of("systemctl", "enable", "--now", UNIT + ".timer"))
                        : List.of();
        return Optional.of(new SetupStep.InstallTimer(files, commands));
    }

    private static String service(SetupRequest.Timer timer, String user) {
        return WARNING
                + """
                [Unit]
                Description=Holdfast's maintenance of its backups

                [Service]
                Type=oneshot
                User=%s
                ExecStart=/bin/sh -c "%s"
                Nice=10
                """
                        .formatted(user, inUnit(timer.command()));
    }

    private static String inUnit(String command) {
        return command.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("%", "%%")
                .replace("$", "$$");
    }

    private static String hourly() {
        return WARNING
                + """
                [Unit]
                Description=Holdfast's maintenance of its backups, every hour

                [Timer]
                OnCalendar=hourly
                RandomizedDelaySec=15min
                Persistent=true

                [Install]
                WantedBy=timers.target
                """;
    }

    /** What follows a bare % would be the command's input. */
    private static String cron(SetupRequest.Timer timer, String user) {
        return WARNING
                + """
                PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
                17 * * * * %s %s
                """
                        .formatted(user, timer.command().replace("%", "\\%"));
    }
}
