package dev.holdfast.cli.server;

import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.cli.console.UsageException;
import dev.holdfast.model.ClientId;
import dev.holdfast.model.SessionId;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.platform.linux.ThisProcess;
import dev.holdfast.protocol.invite.Invitation.Rights;
import dev.holdfast.protocol.wire.Limits;
import dev.holdfast.server.client.Client;
import dev.holdfast.server.client.Gate;
import dev.holdfast.server.client.RegisteredClient;
import dev.holdfast.server.client.Registry;
import dev.holdfast.server.config.ClientConfig;
import dev.holdfast.server.config.InForce;
import dev.holdfast.server.report.RunReport;
import dev.holdfast.server.rules.Network;
import dev.holdfast.server.session.Session;
import dev.holdfast.server.session.Steward;
import dev.holdfast.server.steps.ServerSteps;
import dev.holdfast.server.steps.SessionFacts;
import dev.holdfast.server.steps.SteppedSteward;
import dev.holdfast.server.upkeep.Household;
import dev.holdfast.server.upkeep.SessionSteward;
import dev.holdfast.server.upkeep.Tenant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
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

    /** Read by the launcher, which holds a slot for this process already. */
    @Option(
            names = "--slots",
            paramLabel = "DIR",
            description = "where the launcher counts the sessions of each client and of all")
    @Nullable Path slots;

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
        ForcedSession forced = ForcedSession.of(around, here, id, name(registry, id));
        Map<Optional<SessionId>, RunReport> reports = new LinkedHashMap<>();
        int status = serve(forced, here, id, report -> reports.put(report.session(), report));
        tell(forced, here, id, reports.values());
        return status;
    }

    private int serve(
            ForcedSession forced, ServerHere here, ClientId id, Consumer<RunReport> reports)
            throws IOException {
        Registry registry = new Registry(Volume.on(here.config().root()));
        InForce inForce = here.inForce();
        Limits limits = inForce.policy().sessions().limits();
        return forced.serve(
                limits,
                (setting, connection) -> {
                    Client known =
                            registry.find(id)
                                    .orElseThrow(
                                            () -> new IOException("it is not in the registry"));
                    ClientConfig config = inForce.client(known.name());
                    Steward steward =
                            new SteppedSteward(
                                    steward(forced, here, id),
                                    facts(forced, here, known, config),
                                    forced::note);
                    Gate gate =
                            new Gate(
                                    known,
                                    config.rules(),
                                    Network.address(forced.address()),
                                    around.clock());
                    Rights rights = restoreOnly ? Rights.RESTORE_ONLY : Rights.FULL;
                    var served =
                            RegisteredClient.of(here.config(), known, rights)
                                    .watchedBy(steward)
                                    .behind(gate)
                                    .alsoReportingTo(reports);
                    return Session.of(setting, served, connection);
                });
    }

    /** The client waits no more, or not for long. */
    private static void tell(
            ForcedSession forced, ServerHere here, ClientId id, Collection<RunReport> reports) {
        List<String> refusals = forced.refusalsBeside(reports);
        if (reports.isEmpty() && refusals.isEmpty()) {
            return;
        }
        try {
            Telling telling = new Telling(here, forced::note);
            here.household()
                    .find(id)
                    .ifPresent(tenant -> {
                        telling.runs(tenant, reports);
                        telling.refusals(tenant, refusals);
                    });
        } catch (IOException doubtful) {
            forced.note("cannot tell what happened: " + doubtful.getMessage());
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

    private static SessionFacts facts(
            ForcedSession forced, ServerHere here, Client known, ClientConfig config) {
        ServerSteps steps =
                new ServerSteps(
                        here.file().resolveSibling("steps"),
                        known.name(),
                        config.group(),
                        ThisProcess.user(),
                        config.policy().sessions().steps());
        return new SessionFacts(steps, known.id(), forced.address(), here.config().root());
    }

    private ClientId id() throws UsageException {
        try {
            return ClientId.parse(client);
        } catch (IllegalArgumentException wrong) {
            throw new UsageException("not the id of a client", wrong);
        }
    }
}
