package dev.holdfast.cli.server;

import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.cli.console.UsageException;
import dev.holdfast.model.ClientId;
import dev.holdfast.model.SessionId;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.protocol.invite.Invitation.Rights;
import dev.holdfast.server.client.Client;
import dev.holdfast.server.client.RegisteredClient;
import dev.holdfast.server.client.Registry;
import dev.holdfast.server.report.RunReport;
import dev.holdfast.server.session.Session;
import dev.holdfast.server.session.Steward;
import dev.holdfast.server.upkeep.Household;
import dev.holdfast.server.upkeep.SessionSteward;
import dev.holdfast.server.upkeep.Tenant;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code holdfast server serve}: what a client's key forces. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Serves a client on the standard streams: sshd runs it when a client comes.")
final class ServeCommand implements Callable<Integer> {
    @Mixin private ServerOptions server = new ServerOptions();

    @Option(names = "--client", required = true, paramLabel = "ID", description = "who comes")
    private String client = "";

    @Option(names = "--restore-only", description = "the client may read only")
    private boolean restoreOnly;

    private final Surroundings around;

    ServeCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws IOException {
        ClientId id = id();
        ServerHere here = ServerHere.running(around, server.fileOfForcedCommand());
        Volume root = Volume.on(here.config().root());
        Registry registry = new Registry(root);
        ForcedSession forced = new ForcedSession(around, here, name(registry, id));
        Map<Optional<SessionId>, RunReport> reports = new LinkedHashMap<>();
        int status = serve(forced, here, id, report -> reports.put(report.session(), report));
        tell(forced, here, id, reports.values());
        return status;
    }

    private int serve(
            ForcedSession forced, ServerHere here, ClientId id, Consumer<RunReport> reports)
            throws IOException {
        Registry registry = new Registry(Volume.on(here.config().root()));
        return forced.serve((setting, connection) -> {
            Client known =
                    registry.find(id)
                            .orElseThrow(() -> new IOException("it is not in the registry"));
            Rights rights = restoreOnly ? Rights.RESTORE_ONLY : Rights.FULL;
            var served =
                    RegisteredClient.of(here.config(), known, rights)
                            .watchedBy(steward(forced, here, id))
                            .alsoReportingTo(reports);
            return Session.of(setting, served, connection);
        });
    }

    /** The client waits no more, or not for long. */
    private static void tell(
            ForcedSession forced, ServerHere here, ClientId id, Collection<RunReport> reports) {
        if (reports.isEmpty()) {
            return;
        }
        try {
            here.household()
                    .find(id)
                    .ifPresent(tenant -> new Telling(here, forced::note).runs(tenant, reports));
        } catch (IOException doubtful) {
            forced.note("cannot tell of a run: " + doubtful.getMessage());
        }
    }

    /** As the log calls it, from the first line on. */
    private static String name(Registry registry, ClientId id) {
        try {
            return registry.find(id).map(known -> known.name().value()).orElse("client " + id);
        } catch (IOException unreadable) {
            return "client " + id; // the session fails for it, and says why
        }
    }

    /** Backups go on even when nobody can say by which rules. */
    private Steward steward(ForcedSession forced, ServerHere here, ClientId client) {
        try {
            Household household = here.household();
            household.complaints().forEach(forced::note);
            Tenant tenant =
                    household
                            .find(client)
                            .orElseThrow(() -> new IOException("it is not in the registry"));
            return new SessionSteward(
                    household, tenant, here.upkeep(household), around.clock(), forced::note);
        } catch (IOException doubtful) {
            forced.note("nobody watches over room: " + doubtful.getMessage());
            return Steward.NONE;
        }
    }

    private ClientId id() throws UsageException {
        try {
            return ClientId.parse(client);
        } catch (IllegalArgumentException wrong) {
            throw new UsageException("not the id of a client", wrong);
        }
    }
}
