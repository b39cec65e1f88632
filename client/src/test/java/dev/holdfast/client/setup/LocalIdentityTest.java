package dev.holdfast.client.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.client.identity.RecoveryCodeSink;
import dev.holdfast.client.identity.StateFolder;
import dev.holdfast.client.setup.LocalIdentity.Machine;
import dev.holdfast.client.setup.LocalIdentity.Request;
import dev.holdfast.client.setup.LocalIdentity.Result;
import dev.holdfast.codec.key.RecoveryCode;
import dev.holdfast.codec.key.RootSecret;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.ClientName;
import dev.holdfast.model.VaultId;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalIdentityTest {
    private static final Optional<VaultId> NOT_MADE_YET = Optional.empty();
    private static final Optional<RootSecret> NO_CODE = Optional.empty();

    @TempDir private Path parent;
    private final List<String> codes = new ArrayList<>();

    @Test
    void aNewVaultNeedsNoSetup() throws Exception {
        LocalIdentity identity = opened(NOT_MADE_YET, NO_CODE);
        assertThat(identity.identity().server()).isEmpty();
        assertThat(codes).hasSize(1);
        assertThat(RecoveryCode.parse(codes.getFirst()).vault())
                .isEqualTo(identity.identity().vault());
    }

    @Test
    void theSameIdentityComesBackWithTheVaultAndBeforeItIsMade() throws Exception {
        LocalIdentity first = opened(NOT_MADE_YET, NO_CODE);
        VaultId vault = first.identity().vault();
        assertThat(opened(NOT_MADE_YET, NO_CODE).identity()).isEqualTo(first.identity());
        assertThat(opened(Optional.of(vault), NO_CODE).identity()).isEqualTo(first.identity());
        assertThat(codes).hasSize(1);
    }

    @Test
    void theKeysAreInTheStateFolderAndNotInTheVault() throws Exception {
        LocalIdentity identity = opened(NOT_MADE_YET, NO_CODE);
        assertThat(identity.state().folder())
                .isEqualTo(parent.resolve("state/vaults/" + identity.identity().vault()));
        assertThat(identity.state().keys()).isPresent();
        assertThat(vaultFolder()).doesNotExist();
    }

    @Test
    void anotherFolderGetsOtherKeys() throws Exception {
        LocalIdentity one = opened(NOT_MADE_YET, NO_CODE);
        Result other =
                LocalIdentity.openOrCreate(
                        new Request(
                                state("state"),
                                parent.resolve("other"),
                                NOT_MADE_YET,
                                NO_CODE,
                                Optional.of(sink())),
                        machine());
        assertThat(((Result.Opened) other).identity().identity().vault())
                .isNotEqualTo(one.identity().vault());
    }

    @Test
    void aVaultThatWasMadeElsewhereOpensWithItsRecoveryCodeOnly() throws Exception {
        VaultId vault = opened(NOT_MADE_YET, NO_CODE).identity().vault();
        assertThat(run("elsewhere", Optional.of(vault), NO_CODE))
                .isEqualTo(new Result.NeedsRecoveryCode(vault));
        RootSecret code = RecoveryCode.parse(codes.getFirst());
        Result opened = run("elsewhere", Optional.of(vault), Optional.of(code));
        assertThat(opened).isInstanceOf(Result.Opened.class);
        assertThat(run("elsewhere", Optional.of(vault), NO_CODE)).isInstanceOf(Result.Opened.class);
        assertThat(codes).hasSize(1);
    }

    @Test
    void theRecoveryCodeOfAnotherVaultIsRefused() throws Exception {
        VaultId vault = VaultId.parse("11".repeat(16));
        RootSecret other = RootSecret.of(new byte[RootSecret.SIZE]);
        assertThat(run("state", Optional.of(vault), Optional.of(other)))
                .isEqualTo(new Result.WrongRecoveryCode(vault, other.vault()));
        assertThat(parent.resolve("state")).doesNotExist();
    }

    @Test
    void aNewVaultMayBeMadeWithAnOldSecret() throws Exception {
        RootSecret root = RootSecret.of(new byte[RootSecret.SIZE]);
        LocalIdentity identity = opened(NOT_MADE_YET, Optional.of(root));
        assertThat(identity.identity().vault()).isEqualTo(root.vault());
        assertThat(codes).isEmpty();
    }

    @Test
    void withoutAnybodyToTakeTheCodeNothingIsMade() throws Exception {
        Request request =
                new Request(state("state"), vaultFolder(), NOT_MADE_YET, NO_CODE, Optional.empty());
        assertThat(LocalIdentity.openOrCreate(request, machine()))
                .isEqualTo(new Result.NobodyTakesCode());
        assertThat(parent.resolve("state")).doesNotExist();
    }

    @Test
    void aCodeThatWasNotTakenIsToldAgain() throws Exception {
        Request broken =
                new Request(
                        state("state"),
                        vaultFolder(),
                        NOT_MADE_YET,
                        NO_CODE,
                        Optional.of((_, code) -> {
                            codes.add(code);
                            throw new IOException("the terminal is gone");
                        }));
        assertThatThrownBy(() -> LocalIdentity.openOrCreate(broken, machine()))
                .hasMessage("the terminal is gone");
        opened(NOT_MADE_YET, NO_CODE);
        assertThat(codes).hasSize(2).containsOnly(codes.getFirst());
    }

    private LocalIdentity opened(Optional<VaultId> vault, Optional<RootSecret> code)
            throws IOException {
        Result result = run("state", vault, code);
        assertThat(result).isInstanceOf(Result.Opened.class);
        return ((Result.Opened) result).identity();
    }

    private Result run(String state, Optional<VaultId> vault, Optional<RootSecret> code)
            throws IOException {
        return LocalIdentity.openOrCreate(
                new Request(state(state), vaultFolder(), vault, code, Optional.of(sink())),
                machine());
    }

    private static Machine machine() {
        byte[] hash = new byte[dev.holdfast.client.identity.Machine.HASH_SIZE];
        return new Machine(new ClientName("here"), Bytes.copyOf(hash), new SecureRandom());
    }

    private StateFolder state(String name) {
        return new StateFolder(parent.resolve(name));
    }

    private Path vaultFolder() {
        return parent.resolve("vault");
    }

    private RecoveryCodeSink sink() {
        return (_, code) -> codes.add(code);
    }
}
