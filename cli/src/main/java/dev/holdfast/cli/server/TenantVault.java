package dev.holdfast.cli.server;

import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.server.upkeep.Tenant;
import dev.holdfast.store.vault.Vault;
import java.io.IOException;
import java.util.List;

/** The vault of a client that a command names. */
record TenantVault(Tenant tenant, Vault vault) {
    /**
     * @throws IOException if the client never backed up
     */
    static TenantVault of(Tenant tenant) throws IOException {
        Volume volume =
                tenant.volume()
                        .orElseThrow(() ->
                                new IOException("%s never backed up".formatted(tenant.name())));
        return new TenantVault(tenant, Vault.open(volume));
    }

    /** Oldest first. */
    List<Snapshot> snapshots() throws IOException {
        return vault.snapshots();
    }

    /**
     * @throws IOException if there is no such snapshot
     */
    Snapshot snapshot(long number) throws IOException {
        return snapshots().stream()
                .filter(snapshot -> snapshot.sequence() == number)
                .findFirst()
                .orElseThrow(() ->
                        new IOException(
                                "there is no snapshot %d of %s (see holdfast server list %s)"
                                        .formatted(number, tenant.name(), tenant.name())));
    }
}
