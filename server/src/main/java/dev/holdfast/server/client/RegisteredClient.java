package dev.holdfast.server.client;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.ClientId;
import dev.holdfast.model.ClientName;
import dev.holdfast.model.VaultId;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.protocol.invite.Invitation.Rights;
import dev.holdfast.protocol.message.Answer;
import dev.holdfast.server.config.ServerConfig;
import dev.holdfast.server.report.Reports;
import dev.holdfast.server.report.RunReport;
import dev.holdfast.server.rules.Asked;
import dev.holdfast.server.session.SessionClient;
import dev.holdfast.server.session.Steward;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** A client that was enrolled, as a session serves it. */
public final class RegisteredClient implements SessionClient {
    private final Client client;
    private final Place place;
    private final Registry registry;
    private final Reports reports;
    private final Steward steward;
    private final Optional<Gate> gate;
    private final Consumer<RunReport> listener;

    @FunctionalInterface
    interface VaultOpening {
        Volume open() throws IOException;
    }

    RegisteredClient(Client client, Rights rights, Volume root, VaultOpening vault) {
        this.client = client;
        this.place = new Place(rights, root, vault);
        this.registry = new Registry(root);
        this.reports = new Reports(root);
        this.steward = Steward.NONE;
        this.gate = Optional.empty();
        this.listener = _ -> {};
    }

    private RegisteredClient(
            RegisteredClient other,
            Steward steward,
            Optional<Gate> gate,
            Consumer<RunReport> listener) {
        this.client = other.client;
        this.place = other.place;
        this.registry = other.registry;
        this.reports = other.reports;
        this.steward = steward;
        this.gate = gate;
        this.listener = listener;
    }

    private record Place(Rights rights, Volume root, VaultOpening vault) {}

    /** The same with somebody who watches over what it brings. */
    public RegisteredClient watchedBy(Steward other) {
        return new RegisteredClient(this, other, gate, listener);
    }

    /** The same, of whose reports somebody else hears, too. */
    public RegisteredClient alsoReportingTo(Consumer<RunReport> other) {
        return new RegisteredClient(this, steward, gate, other);
    }

    /** The same that may do only what it is allowed to. */
    public RegisteredClient behind(Gate other) {
        return new RegisteredClient(this, steward, Optional.of(other), listener);
    }

    @Override
    public Optional<Answer.Refused> refusal(Asked asked) {
        return gate.flatMap(each -> each.refusal(place.rights(), asked));
    }

    @Override
    public Steward steward() {
        return steward;
    }

    /**
     * A client of a server.
     *
     * @param client as the registry has it now
     * @param rights of the key that it came with
     */
    public static RegisteredClient of(ServerConfig config, Client client, Rights rights)
            throws IOException {
        Volume root = Volume.on(config.root());
        String name = "vaults/" + client.id();
        Path folder = config.root().resolve(name);
        return new RegisteredClient(
                client,
                rights,
                root,
                () -> {
                    root.makeDirectory(name);
                    return Volume.on(folder);
                });
    }

    @Override
    public boolean writesOneAtATime() {
        return gate.isPresent();
    }

    @Override
    public ClientId id() {
        return client.id();
    }

    @Override
    public ClientName name() {
        return client.name();
    }

    @Override
    public Rights rights() {
        return place.rights();
    }

    @Override
    public Volume vaultFolder() throws IOException {
        return place.vault().open();
    }

    @Override
    public boolean noteMachine(Bytes machine) throws IOException {
        Optional<Bytes> before = client.machine();
        if (before.isEmpty()) {
            registry.change(
                    id(), each -> each.machine().isEmpty() ? each.withMachine(machine) : each);
            before = registry.find(id()).flatMap(Client::machine);
        }
        return before.isPresent() && !before.get().equals(machine);
    }

    @Override
    public void noteVault(VaultId known) throws IOException {
        if (!client.vault().equals(Optional.of(known))) {
            registry.change(id(), each -> each.withVault(known));
        }
    }

    @Override
    public void keep(RunReport report, Bytes sealedLog) throws IOException {
        listener.accept(report);
        reports.put(id(), report, sealedLog);
    }
}
