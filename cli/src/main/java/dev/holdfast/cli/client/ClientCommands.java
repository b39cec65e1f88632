package dev.holdfast.cli.client;

import dev.holdfast.cli.backup.BackupCommand;
import dev.holdfast.cli.backup.ExplainCommand;
import dev.holdfast.cli.browse.BrowseCommands;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.cli.doctor.DoctorCommand;
import dev.holdfast.cli.report.ReportCommand;
import dev.holdfast.cli.report.StatusCommand;
import dev.holdfast.cli.restore.RestoreCommand;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** All commands of a client. */
public final class ClientCommands {
    private ClientCommands() {}

    /**
     * By their names, in the order in which the help names them. Made when they are needed: reading
     * the annotations of all of them takes longer than many a command.
     *
     * @param raw standard output, for what is no text
     */
    public static Map<String, Supplier<Object>> of(Surroundings around, OutputStream raw) {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("setup", () -> new SetupCommand(around));
        commands.put("backup", () -> new BackupCommand(around));
        commands.put("schedule", () -> new ScheduleCommand(around));
        commands.putAll(BrowseCommands.of(around, raw));
        commands.put("restore", () -> new RestoreCommand(around));
        commands.put("explain", () -> new ExplainCommand(around));
        commands.put("status", () -> new StatusCommand(around));
        commands.put("doctor", () -> new DoctorCommand(around));
        commands.put("report", () -> new ReportCommand(around));
        commands.put("check", () -> new CheckCommand(around));
        commands.put("key", () -> KeyCommands.of(around));
        return commands;
    }
}
