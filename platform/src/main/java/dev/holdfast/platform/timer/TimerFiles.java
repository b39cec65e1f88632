package dev.holdfast.platform.timer;

import dev.holdfast.platform.timer.TimedCommand.CatchUp;
import dev.holdfast.platform.timer.TimedCommand.Manners;
import dev.holdfast.platform.timer.TimedCommand.When;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files by which a host is told what to run: two units of systemd for each command, or one file
 * for cron. Pure.
 *
 * @param cronFile the name of the file for cron
 * @param writer of the files, as a command, for whoever finds them
 */
public record TimerFiles(TimerHost host, String cronFile, String writer) {

    /** The texts of the files, by their paths; none where nothing runs them. */
    public Map<Path, String> texts(TimerHost.Runner runner, List<TimedCommand> commands) {
        Map<Path, String> texts = new LinkedHashMap<>();
        switch (runner) {
            case SYSTEMD -> {
                for (TimedCommand each : commands) {
                    texts.put(unit(each.name() + ".service"), service(each));
                    texts.put(unit(each.name() + ".timer"), timer(each));
                }
            }
            case CRON -> {
                if (!commands.isEmpty()) {
                    texts.put(host.cron().resolve(cronFile), cron(commands));
                }
            }
            case NONE -> {}
        }
        return texts;
    }

    /** The commands that make the files count. */
    public static List<List<String>> activation(
            TimerHost.Runner runner, List<TimedCommand> commands) {
        return switch (runner) {
            case SYSTEMD -> {
                List<List<String>> lines = new ArrayList<>();
                lines.add(List.of("systemctl", "daemon-reload"));
                for (TimedCommand each : commands) {
                    String timer = each.name() + ".timer";
                    lines.add(List.of("systemctl", "enable", timer));
                    // A timer that runs goes by its old times until it is started again.
                    lines.add(List.of("systemctl", "restart", timer));
                }
                yield lines;
            }
            case CRON, NONE -> List.of();
        };
    }

    private Path unit(String name) {
        return host.units().resolve(name);
    }

    private String warning() {
        return "# Written by '%s'; what is changed here is lost when it runs again.\n"
                .formatted(writer);
    }

    /**
     * Nothing here may give it a view of the machine of its own (ProtectSystem, PrivateTmp and all
     * that mounts): a backup has to see what is there, and steps what they mount.
     */
    private String service(TimedCommand command) {
        return warning()
                + """
                [Unit]
                Description=%s
                ConditionFileIsExecutable=%s

                [Service]
                Type=oneshot
                User=%s
                ExecStart=/bin/sh -c "%s"
                LimitCORE=0
                Nice=10
                %s\
                """
                        .formatted(
                                command.description(),
                                command.program().toString().replace("%", "%%"),
                                command.user(),
                                inUnit(command.command()),
                                command.manners() == Manners.IDLE
                                        ? "IOSchedulingClass=idle\n"
                                        : "");
    }

    private static String inUnit(String command) {
        return command.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("%", "%%")
                .replace("$", "$$");
    }

    private String timer(TimedCommand command) {
        return warning()
                + """
                [Unit]
                Description=%s, from time to time

                [Timer]
                OnCalendar=%s
                %sPersistent=true

                [Install]
                WantedBy=timers.target
                """
                        .formatted(
                                command.description(),
                                command.when().calendar(),
                                command.when().spread() == When.Spread.RANDOM
                                        ? "RandomizedDelaySec=15min\n"
                                        : "");
    }

    private String cron(List<TimedCommand> commands) {
        StringBuilder text = new StringBuilder(warning());
        text.append("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\n");
        for (TimedCommand each : commands) {
            String manners =
                    each.manners() == Manners.IDLE ? "nice -n 10 ionice -c 3 " : "nice -n 10 ";
            for (String line : lines(each, manners + each.command())) {
                text.append(line).append('\n');
            }
        }
        return text.toString();
    }

    /**
     * The file is touched before each run, and before there was any; where it cannot be, the run is
     * made all the same.
     */
    private static List<String> lines(TimedCommand command, String run) {
        When when = command.when();
        if (when.catchUp().isEmpty()) {
            return List.of(line(when.cron(), command, run));
        }
        CatchUp catchUp = when.catchUp().get();
        Path stamp = catchUp.stamp();
        String begin = "touch %s; %s".formatted(stamp, run);
        return List.of(
                line(when.cron(), command, "{ %s; }".formatted(begin)),
                line(
                        catchUp.cron(),
                        command,
                        ("{ test -e %s || touch %s;"
                                        + " test -z \"$(find %s -mmin +%d)\" || { %s; }; }")
                                .formatted(stamp, stamp, stamp, catchUp.age().toMinutes(), begin)));
    }

    /** What follows a bare % would be the command's input. */
    private static String line(String cron, TimedCommand command, String doing) {
        return "%s %s test ! -x '%s' || %s"
                .formatted(cron, command.user(), command.program(), doing.replace("%", "\\%"));
    }
}
