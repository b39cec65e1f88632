package dev.holdfast.server.upkeep;

import dev.holdfast.platform.durable.Volume;
import dev.holdfast.server.allowance.Account;
import dev.holdfast.server.allowance.Accounts;
import dev.holdfast.store.vault.Vault;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * A tenant's vault as it is now.
 *
 * @param usedBytes that it takes on the disc
 * @param account of its client, if it ever brought anything
 */
public record Holding(
        Tenant tenant, Volume volume, long usedBytes, long shareBytes, Optional<Account> account) {

    static Holding of(Tenant tenant, Volume volume, long shareBytes) throws IOException {
        return new Holding(
                tenant,
                volume,
                OwnBytes.of(tenant.folder()),
                shareBytes,
                new Accounts(volume).find(tenant.client()));
    }

    /** Opens the vault, which costs more than to look at the rest. */
    public Vault vault() throws IOException {
        return Vault.open(volume);
    }

    /** Those of its snapshots that can be read, judged. */
    public History history(Instant now) throws IOException {
        return History.of(
                vault().snapshots(), new Marks(volume).list(), tenant.policy().retention(), now);
    }
}
