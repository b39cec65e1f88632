package dev.holdfast.cli.client;

import dev.holdfast.cli.backup.BackupCommand;
import dev.holdfast.cli.backup.ExplainCommand;
import dev.holdfast.cli.browse.BrowseCommands;
import dev.holdfast.cli.command.Commands;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.cli.doctor.DoctorCommand;
import dev.holdfast.cli.report.ReportCommand;
import dev.holdfast.cli.report.StatusCommand;
import dev.holdfast.cli.restore.RestoreCommand;
import java.io.OutputStream;

/** All commands of a client. */
public final class ClientCommands {
    private ClientCommands() {}

    /**
     * In the order in which the help names them.
     *
     * @param raw standard output, for what is no text
     */
    public static Commands of(Surroundings around, OutputStream raw) {
        return new Commands()
                .with("setup", () -> new SetupCommand(around))
                .with("backup", () -> new BackupCommand(around))
                .with("schedule", () -> new ScheduleCommand(around))
                .with(BrowseCommands.of(around, raw))
                .with("restore", () -> new RestoreCommand(around))
                .with("explain", () -> new ExplainCommand(around))
                .with("status", () -> new StatusCommand(around))
                .with("doctor", () -> new DoctorCommand(around))
                .with("report", () -> new ReportCommand(around))
                .with("check", () -> new CheckCommand(around))
                .with("key", () -> KeyCommands.of(around));
    }
}
