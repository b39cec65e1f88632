package dev.holdfast.cli.server;

import dev.holdfast.cli.console.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code holdfast server}: the parent of the server's commands, which does nothing by itself. */
@Command(
        name = "server",
        mixinStandardHelpOptions = true,
        description = "Keeps the backups of other machines.",
        synopsisSubcommandLabel = "COMMAND")
public final class ServerCommands implements Runnable {
    @Spec private CommandSpec spec;

    private ServerCommands() {}

    public static CommandLine of(Surroundings around) {
        return new CommandLine(new ServerCommands())
                .addSubcommand(new SetupCommand(around))
                .addSubcommand(new InviteCommand(around))
                .addSubcommand(new ClientsCommand(around))
                .addSubcommand(new RenameCommand(around))
                .addSubcommand(new RevokeCommand(around))
                .addSubcommand(new RetireCommand(around))
                .addSubcommand(new ForgetCommand(around))
                .addSubcommand(new ExportCommand(around))
                .addSubcommand(new ImportCommand(around))
                .addSubcommand(new ListCommand(around))
                .addSubcommand(new StatusCommand(around))
                .addSubcommand(new DoctorCommand(around))
                .addSubcommand(new ReportCommand(around))
                .addSubcommand(new MetricsCommand(around))
                .addSubcommand(new LogCommand(around))
                .addSubcommand(new HoldCommand(around))
                .addSubcommand(new ReleaseCommand(around))
                .addSubcommand(new AllowCommand(around))
                .addSubcommand(new DistrustCommand(around))
                .addSubcommand(new ExpireCommand(around))
                .addSubcommand(new SimulateCommand(around))
                .addSubcommand(new ScrubCommand(around))
                .addSubcommand(new ForgetLostCommand(around))
                .addSubcommand(new MaintainCommand(around))
                .addSubcommand(new DeliverCommand(around))
                .addSubcommand(new RebuildIndexCommand(around))
                .addSubcommand(new EnrolCommand(around))
                .addSubcommand(new ServeCommand(around));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
