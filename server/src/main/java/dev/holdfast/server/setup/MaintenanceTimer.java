package dev.holdfast.server.setup;

import dev.holdfast.platform.timer.TimedCommand;
import dev.holdfast.platform.timer.TimedCommand.Manners;
import dev.holdfast.platform.timer.TimedCommand.When;
import dev.holdfast.platform.timer.TimerFiles;
import dev.holdfast.platform.timer.TimerHost.Runner;
import dev.holdfast.platform.timer.TimerInstall;
import dev.holdfast.server.setup.SetupFacts.TimerFacts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What has 'holdfast server maintain' run every hour. */
final class MaintenanceTimer {
    private static final When HOURLY =
            new When("hourly", "17 * * * *", When.Spread.RANDOM, Optional.empty());

    private MaintenanceTimer() {}

    /** The files that there should be; none where nothing runs them. */
    static Map<Path, String> files(SetupRequest.Timer timer, Runner runner, String user) {
        TimerFiles files = new TimerFiles(timer.host(), "holdfast-server", "holdfast server setup");
        return files.texts(runner, List.of(maintenance(timer, user)));
    }

    /** Its timers that systemd does not wait for. */
    static List<String> stopped(SetupRequest.Timer timer, String user) throws IOException {
        return TimerInstall.stopped(timer.host().runner(), List.of(maintenance(timer, user)));
    }

    private static TimedCommand maintenance(SetupRequest.Timer timer, String user) {
        return new TimedCommand(
                "holdfast-maintain",
                "Holdfast's maintenance of its backups",
                user,
                timer.program(),
                timer.command(),
                HOURLY,
                Manners.NICE);
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
        return Optional.of(
                new SetupStep.InstallTimer(
                        files,
                        TimerFiles.activation(facts.runner(), List.of(maintenance(timer, user)))));
    }
}
