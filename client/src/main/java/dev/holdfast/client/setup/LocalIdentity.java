package dev.holdfast.client.setup;

import dev.holdfast.client.identity.Identity;
import dev.holdfast.client.identity.RecoveryCodeSink;
import dev.holdfast.client.identity.StateFolder;
import dev.holdfast.codec.key.KeyFile;
import dev.holdfast.codec.key.RecoveryCode;
import dev.holdfast.codec.key.RootSecret;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.ClientId;
import dev.holdfast.model.ClientName;
import dev.holdfast.model.VaultId;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/**
 * Who this machine is to a vault in a folder, with keys that need no setup: they are made when the
 * vault is first used, and kept in the state folder, never in the vault.
 *
 * @param identity without a server
 * @param state holds what belongs to this vault
 */
public record LocalIdentity(Identity identity, KeyFile keys, StateFolder state) {
    /**
     * What is asked for.
     *
     * @param state the client's own folder
     * @param vaultFolder its real path: by it a vault is known that does not exist yet
     * @param vault what the vault says that it is; absent when it does not exist yet
     * @param recovered the root secret of somebody's recovery code
     * @param codeSink absent when nobody would see a new recovery code
     */
    public record Request(
            StateFolder state,
            Path vaultFolder,
            Optional<VaultId> vault,
            Optional<RootSecret> recovered,
            Optional<RecoveryCodeSink> codeSink) {}

    /**
     * What a new identity is made of.
     *
     * @param name for this machine, for people
     */
    public record Machine(ClientName name, Bytes hash, SecureRandom random) {}

    /** What comes of it. */
    public sealed interface Result {
        record Opened(LocalIdentity identity) implements Result {}

        /** The vault was made elsewhere: only its recovery code opens it here. */
        record NeedsRecoveryCode(VaultId vault) implements Result {}

        /** The recovery code is of another vault than the one in the folder. */
        record WrongRecoveryCode(VaultId vault, VaultId recovered) implements Result {}

        /** A new vault needs somebody who takes its recovery code. */
        record NobodyTakesCode() implements Result {}
    }

    /**
     * Opens what was made before, or makes it. Everything is durable before the code is told, and
     * the code is told before the identity counts as made: a run that is interrupted tells the same
     * code again.
     */
    public static Result openOrCreate(Request request, Machine machine) throws IOException {
        Optional<VaultId> recovered = request.recovered().map(RootSecret::vault);
        if (request.vault().isPresent()
                && recovered.isPresent()
                && !recovered.equals(request.vault())) {
            return new Result.WrongRecoveryCode(request.vault().get(), recovered.get());
        }
        Optional<VaultId> expected =
                request.vault().isPresent() || recovered.isPresent()
                        ? request.vault().or(() -> recovered)
                        : request.state().vaultAt(request.vaultFolder());
        Optional<LocalIdentity> there =
                expected.isPresent() ? open(request.state(), expected.get()) : Optional.empty();
        if (there.isPresent()) {
            return new Result.Opened(there.get());
        }
        return make(request, machine, expected);
    }

    private static Optional<LocalIdentity> open(StateFolder state, VaultId vault)
            throws IOException {
        StateFolder local = state.local(vault);
        Optional<Identity> identity = local.identity();
        Optional<KeyFile> keys = local.keys();
        return identity.isPresent() && keys.isPresent()
                ? Optional.of(new LocalIdentity(identity.get(), keys.get(), local))
                : Optional.empty();
    }

    private static Result make(Request request, Machine machine, Optional<VaultId> expected)
            throws IOException {
        Optional<KeyFile> unfinished =
                expected.isPresent()
                        ? request.state().local(expected.get()).keys()
                        : Optional.empty();
        if (request.recovered().isPresent()) {
            KeyFile keys = new KeyFile(request.recovered().get(), List.of());
            return new Result.Opened(finish(request, machine, keys));
        }
        if (unfinished.isEmpty() && request.vault().isPresent()) {
            return new Result.NeedsRecoveryCode(request.vault().get());
        }
        if (request.codeSink().isEmpty()) {
            return new Result.NobodyTakesCode();
        }
        RecoveryCodeSink sink = request.codeSink().get();
        KeyFile keys = unfinished.isPresent() ? unfinished.get() : fresh(request, machine, sink);
        sink.take(keys.root().vault(), RecoveryCode.format(keys.root()));
        return new Result.Opened(finish(request, machine, keys));
    }

    private static KeyFile fresh(Request request, Machine machine, RecoveryCodeSink sink)
            throws IOException {
        sink.prepare();
        KeyFile keys = new KeyFile(RootSecret.random(machine.random()), List.of());
        request.state().local(keys.root().vault()).save(keys);
        // From here on the next run finds these keys again, although there is no vault yet.
        request.state().rememberVaultAt(request.vaultFolder(), keys.root().vault());
        return keys;
    }

    private static LocalIdentity finish(Request request, Machine machine, KeyFile keys)
            throws IOException {
        VaultId vault = keys.root().vault();
        StateFolder local = request.state().local(vault);
        if (local.keys().isEmpty()) {
            local.save(keys);
        }
        byte[] id = new byte[ClientId.SIZE];
        machine.random().nextBytes(id);
        Identity identity =
                new Identity(
                        ClientId.of(id), machine.name(), vault, machine.hash(), Optional.empty());
        local.save(identity);
        return new LocalIdentity(identity, keys, local);
    }
}
