package dev.holdfast.cli.server;

import dev.holdfast.cli.command.Commands;
import dev.holdfast.cli.console.Surroundings;
import java.util.List;
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

    /**
     * @param line that is to be parsed: "server", and what follows
     */
    public static CommandLine of(Surroundings around, List<String> line) {
        CommandLine server = new CommandLine(new ServerCommands());
        all(around).needed(line, 1).forEach(command -> server.addSubcommand(command.get()));
        return server;
    }

    private static Commands all(Surroundings around) {
        return new Commands()
                .with("setup", () -> new SetupCommand(around))
                .with("invite", () -> new InviteCommand(around))
                .with("clients", () -> new ClientsCommand(around))
                .with("rename", () -> new RenameCommand(around))
                .with("revoke", () -> new RevokeCommand(around))
                .with("retire", () -> new RetireCommand(around))
                .with("forget", () -> new ForgetCommand(around))
                .with("export", () -> new ExportCommand(around))
                .with("import", () -> new ImportCommand(around))
                .with("list", () -> new ListCommand(around))
                .with("status", () -> new StatusCommand(around))
                .with("doctor", () -> new DoctorCommand(around))
                .with("report", () -> new ReportCommand(around))
                .with("metrics", () -> new MetricsCommand(around))
                .with("log", () -> new LogCommand(around))
                .with("hold", () -> new HoldCommand(around))
                .with("release", () -> new ReleaseCommand(around))
                .with("allow", () -> new AllowCommand(around))
                .with("distrust", () -> new DistrustCommand(around))
                .with("expire", () -> new ExpireCommand(around))
                .with("simulate", () -> new SimulateCommand(around))
                .with("scrub", () -> new ScrubCommand(around))
                .with("forget-lost", () -> new ForgetLostCommand(around))
                .with("maintain", () -> new MaintainCommand(around))
                .with("deliver", () -> new DeliverCommand(around))
                .with("rebuild-index", () -> new RebuildIndexCommand(around))
                .with("enrol", () -> new EnrolCommand(around))
                .with("serve", () -> new ServeCommand(around));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
