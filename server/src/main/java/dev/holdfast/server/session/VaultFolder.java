package dev.holdfast.server.session;

import dev.holdfast.model.MalformedException;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.VaultId;
import dev.holdfast.model.feature.TooNewException;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.store.vault.Vault;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A client's vault, opened when it is first needed. */
final class VaultFolder {
    private final SessionClient client;
    private @Nullable Vault vault;

    VaultFolder(SessionClient client) {
        this.client = client;
    }

    /**
     * @param isNew whether it was made just now
     */
    record Opened(Vault vault, boolean isNew) {}

    /** The vault, if there is one. */
    Optional<Vault> vault() throws IOException {
        Vault known = vault;
        if (known == null) {
            try {
                known = Vault.open(client.vaultFolder());
            } catch (NoSuchFileException none) {
                return Optional.empty();
            } catch (TooNewException later) {
                throw later;
            } catch (MalformedException damaged) {
                throw new DamagedVaultException(damaged);
            }
            vault = known;
        }
        return Optional.of(known);
    }

    /** The vault that is there, whatever its id, or else a new one with this id. */
    Opened openOrCreate(VaultId id, Timestamp now) throws IOException {
        Optional<Vault> there = vault();
        if (there.isPresent()) {
            return new Opened(there.get(), false);
        }
        Volume volume = client.vaultFolder();
        try {
            Vault created = Vault.create(volume, id, now);
            vault = created;
            return new Opened(created, true);
        } catch (FileAlreadyExistsException raced) {
            return new Opened(Vault.open(volume), false);
        }
    }
}
