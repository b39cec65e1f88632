package dev.holdfast.server.allowance;

import dev.holdfast.model.ClientId;
import dev.holdfast.model.MalformedException;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.platform.durable.VolumeLock;
import dev.holdfast.server.json.Json;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The accounts of a vault's clients, {@code accounts/CLIENT-ID.account}, and what administrators
 * granted them, {@code accounts/CLIENT-ID.grants}. An account that cannot be read counts as none:
 * it is opened again.
 */
public final class Accounts {
    private static final String FOLDER = "accounts";
    private static final String LOCK = FOLDER + "/lock";

    /** The newest ones; older ones are over, or nobody would have granted so many. */
    private static final int GRANTS_MAX = 100;

    private final Volume vault;

    /**
     * @param vault the vault's folder
     */
    public Accounts(Volume vault) {
        this.vault = vault;
    }

    public Optional<Account> find(ClientId client) throws IOException {
        try {
            return Optional.of(AccountFormat.account(bytes(file(client, "account"))));
        } catch (NoSuchFileException | MalformedException none) {
            return Optional.empty();
        }
    }

    /** Changes an account; one that is not there is opened first. Durable on return. */
    public Account change(ClientId client, Account opened, UnaryOperator<Account> change)
            throws IOException {
        vault.makeDirectory(FOLDER);
        try (VolumeLock _ = vault.lock(LOCK)) {
            Account changed = change.apply(find(client).orElse(opened));
            vault.replace(file(client, "account"), AccountFormat.bytes(changed));
            return changed;
        }
    }

    /** Oldest first; none if the file cannot be read. */
    public List<Grant> grants(ClientId client) throws IOException {
        try {
            return AccountFormat.grants(bytes(file(client, "grants")));
        } catch (NoSuchFileException | MalformedException none) {
            return List.of();
        }
    }

    /** Allows more; durable on return. */
    public void grant(ClientId client, Grant grant) throws IOException {
        vault.makeDirectory(FOLDER);
        try (VolumeLock _ = vault.lock(LOCK)) {
            List<Grant> grants = new ArrayList<>(grants(client));
            grants.add(grant);
            List<Grant> newest =
                    grants.subList(Math.max(0, grants.size() - GRANTS_MAX), grants.size());
            vault.replace(file(client, "grants"), AccountFormat.bytes(newest));
        }
    }

    private byte[] bytes(String file) throws IOException {
        return vault.readAll(file, Json.LENGTH_MAX);
    }

    private static String file(ClientId client, String suffix) {
        return FOLDER + "/" + client + "." + suffix;
    }
}
