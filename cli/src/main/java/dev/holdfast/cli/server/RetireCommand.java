package dev.holdfast.cli.server;

import dev.holdfast.cli.console.ExitCode;
import dev.holdfast.cli.console.Shown;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.cli.console.UsageException;
import dev.holdfast.model.ClientName;
import dev.holdfast.model.Timestamp;
import dev.holdfast.server.client.Standing.Retirement;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code holdfast server retire}. */
@Command(
        name = "retire",
        mixinStandardHelpOptions = true,
        description = {
            "Ends a client's backups, and keeps those that it has for a while.",
            "Until then they can be restored, with its own key or a rescue's. Then 'holdfast"
                    + " server maintain' forgets the client with all that it has, unless somebody"
                    + " holds a snapshot."
        })
final class RetireCommand implements Callable<Integer> {
    private static final Duration KEEP_MAX = Duration.ofDays(36_600);

    @Spec private CommandSpec spec;

    @Mixin private ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "NAME", description = "the client")
    private String name = "";

    @Option(
            names = "--keep",
            paramLabel = "SPAN",
            defaultValue = "90d",
            description = "how long, such as 30d or 2years (default: ${DEFAULT-VALUE})")
    private String keep = "";

    @Option(names = "--undo", description = "lets a retired client go on instead")
    private boolean undo;

    private final Surroundings around;

    RetireCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws IOException {
        ClientName client = Typed.name(name);
        Duration span = Typed.span(keep);
        if (span.compareTo(KEEP_MAX) > 0) {
            throw new UsageException("--keep takes at most 100 years");
        }
        return ServerHere.at(around, server.file(around))
                .asItsUser(spec, here -> undo ? resume(here, client) : retire(here, client, span));
    }

    private int retire(ServerHere here, ClientName client, Duration span) throws IOException {
        Retirement retirement = here.life().retire(client, span);
        around.console()
                .say(
                        ("%1$s makes no backups any more; those that it has stay until %2$s"
                                        + " ('holdfast server retire --undo %1$s' lets it go on)")
                                .formatted(
                                        client, Shown.time(Timestamp.of(retirement.keptUntil()))));
        around.console()
                .say(
                        ("to begin anew under its name: holdfast server rename %1$s %1$s-old;"
                                        + " holdfast server invite %1$s")
                                .formatted(client));
        return ExitCode.DONE.status();
    }

    private int resume(ServerHere here, ClientName client) throws IOException {
        here.life().resume(client);
        around.console().say("%s is backed up as before".formatted(client));
        return ExitCode.DONE.status();
    }
}
