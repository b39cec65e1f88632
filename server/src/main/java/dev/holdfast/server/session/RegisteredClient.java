package dev.holdfast.server.session;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.ClientId;
import dev.holdfast.model.ClientName;
import dev.holdfast.model.VaultId;
import dev.holdfast.protocol.invite.Invitation.Rights;
import dev.holdfast.server.client.Client;
import dev.holdfast.server.client.Registry;
import dev.holdfast.server.report.Reports;
import dev.holdfast.server.report.RunReport;
import java.io.IOException;
import java.util.Optional;

/** A client that was enrolled. */
public final class RegisteredClient implements SessionClient {
    private final Client client;
    private final Rights rights;
    private final Registry registry;
    private final Reports reports;

    /**
     * @param client as the registry has it now
     * @param rights of the key that it came with
     */
    public RegisteredClient(Client client, Rights rights, Registry registry, Reports reports) {
        this.client = client;
        this.rights = rights;
        this.registry = registry;
        this.reports = reports;
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
        return rights;
    }

    @Override
    public boolean noteMachine(Bytes machine) throws IOException {
        Optional<Bytes> before = client.machine();
        if (before.equals(Optional.of(machine))) {
            return false;
        }
        registry.change(id(), each -> each.withMachine(machine));
        return before.isPresent();
    }

    @Override
    public void noteVault(VaultId vault) throws IOException {
        if (!client.vault().equals(Optional.of(vault))) {
            registry.change(id(), each -> each.withVault(vault));
        }
    }

    @Override
    public void keep(RunReport report, Bytes sealedLog) throws IOException {
        reports.add(id(), report, sealedLog);
    }
}
