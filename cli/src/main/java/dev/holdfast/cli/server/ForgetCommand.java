package dev.holdfast.cli.server;

import dev.holdfast.cli.console.ExitCode;
import dev.holdfast.cli.console.Shown;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.cli.console.UsageException;
import dev.holdfast.model.ClientName;
import dev.holdfast.server.upkeep.Holding;
import dev.holdfast.server.upkeep.Household;
import dev.holdfast.server.upkeep.Tenant;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code holdfast server forget}. */
@Command(
        name = "forget",
        mixinStandardHelpOptions = true,
        description = {
            "Deletes a client with all that it has here, at once and for good: its keys, its"
                    + " sessions, all its backups, its reports.",
            "Tells first what that is, and asks for the name again. 'holdfast server retire' keeps"
                    + " the backups for a while."
        })
final class ForgetCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "NAME", description = "the client")
    private String name = "";

    @Option(names = "--dry-run", description = "only tells what would be deleted")
    private boolean dryRun;

    @Option(
            names = "--yes",
            paramLabel = "NAME",
            description = "the name again, where nobody can be asked")
    private @Nullable String yes;

    private final Surroundings around;

    ForgetCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws IOException {
        ClientName client = Typed.name(name);
        ServerHere here = ServerHere.at(around, server.file(around));
        if (dryRun) {
            return here.asItsUser(spec, each -> tell(each));
        }
        List<String> answer = List.of();
        if (yes == null) {
            int told = here.asItsUser(spec, each -> tell(each), List.of("--dry-run"));
            if (told != ExitCode.DONE.status()) {
                return told;
            }
            yes = around.console().ask("to delete all that, type the client's name again: ");
            answer = List.of("--yes", client.value());
        }
        if (!client.value().equals(yes)) {
            throw new UsageException("that is not the name %s: nothing was done".formatted(client));
        }
        return here.asItsUser(spec, each -> forget(each, client), answer);
    }

    private int tell(ServerHere here) throws IOException {
        Household household = here.household();
        Tenant tenant = ServerHere.tenant(household, name);
        Optional<Holding> holding =
                here.upkeep(household).look().holdings().stream()
                        .filter(each -> each.tenant().client().equals(tenant.client()))
                        .findFirst();
        around.console()
                .say(
                        holding.isEmpty()
                                ? "%s never backed up".formatted(name)
                                : "%s has %s, %s"
                                        .formatted(
                                                name,
                                                Shown.count(
                                                        holding.get().vault().snapshots().size(),
                                                        "snapshot",
                                                        "snapshots"),
                                                Shown.bytes(holding.get().usedBytes())));
        return ExitCode.DONE.status();
    }

    private int forget(ServerHere here, ClientName client) throws IOException {
        here.life().forget(client);
        around.console().say("%s and all that it had here is deleted".formatted(client));
        return ExitCode.DONE.status();
    }
}
