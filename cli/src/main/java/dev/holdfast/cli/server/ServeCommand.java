package dev.holdfast.cli.server;

import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.cli.console.UsageException;
import dev.holdfast.model.ClientId;
import dev.holdfast.model.GroupName;
import dev.holdfast.model.SessionId;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.platform.linux.ThisProcess;
import dev.holdfast.protocol.invite.Invitation.Rights;
import dev.holdfast.server.client.Client;
import dev.holdfast.server.client.Gate;
import dev.holdfast.server.client.RegisteredClient;
import dev.holdfast.server.client.Registry;
import dev.holdfast.server.report.RunReport;
import dev.holdfast.server.rules.ClientRules;
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
        return forced.serve((setting, connection) -> {
            Client known =
                    registry.find(id)
                            .orElseThrow(() -> new IOException("it is not in the registry"));
            Rights rights = restoreOnly ? Rights.RESTORE_ONLY : Rights.FULL;
            var served =
                    RegisteredClient.of(here.config(), known, rights)
                            .watchedBy(stepped(steward(forced, here, id), forced, here, known))
                            .behind(gate(forced, here, known))
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

    private static Steward stepped(
            Steward steward, ForcedSession forced, ServerHere here, Client known) {
        ServerSteps steps =
                new ServerSteps(
                        here.file().resolveSibling("steps"),
                        known.name(),
                        group(forced, here, known),
                        ThisProcess.user());
        SessionFacts facts =
                new SessionFacts(steps, known.id(), forced.address(), here.config().root());
        return new SteppedSteward(steward, facts, forced::note);
    }

    private static Optional<GroupName> group(ForcedSession forced, ServerHere here, Client known) {
        try {
            return here.inForce().client(known.name()).group();
        } catch (IOException doubtful) {
            forced.note("nobody knows its group: " + doubtful.getMessage());
            return Optional.empty();
        }
    }

    private Gate gate(ForcedSession forced, ServerHere here, Client known) {
        ClientRules rules = ClientRules.NONE;
        try {
            rules = here.inForce().client(known.name()).rules();
        } catch (IOException doubtful) {
            forced.note("nobody knows what it may do: " + doubtful.getMessage());
        }
        return new Gate(known, rules, Network.address(forced.address()), around.clock());
    }

    private ClientId id() throws UsageException {
        try {
            return ClientId.parse(client);
        } catch (IllegalArgumentException wrong) {
            throw new UsageException("not the id of a client", wrong);
        }
    }
}
