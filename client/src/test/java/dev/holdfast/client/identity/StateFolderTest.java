package dev.holdfast.client.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.client.ssh.SshLogin;
import dev.holdfast.codec.key.KeyFile;
import dev.holdfast.codec.key.RootSecret;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.ClientId;
import dev.holdfast.model.ClientName;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.Series;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.VaultId;
import dev.holdfast.model.feature.TooNewException;
import dev.holdfast.protocol.invite.Invitation;
import dev.holdfast.protocol.invite.ServerAddress;
import dev.holdfast.protocol.ssh.Ed25519Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StateFolderTest {
    private static final Ed25519Key KEY = Ed25519Key.fromSeed(new byte[32]);
    private static final ServerAddress SERVER =
            new ServerAddress("backup", 2222, "holdfast", List.of(KEY.publicKey()));
    private static final Identity IDENTITY =
            new Identity(
                    ClientId.parse("00112233445566778899aabbccddeeff"),
                    new ClientName("web1"),
                    VaultId.parse("ffeeddccbbaa99887766554433221100"),
                    Bytes.copyOf(new byte[Machine.HASH_SIZE]),
                    Optional.of(SERVER));
    private static final Invitation INVITATION =
            new Invitation(
                    new ClientName("web1"),
                    Invitation.Rights.FULL,
                    SERVER,
                    Bytes.copyOf(new byte[32]),
                    new Timestamp(0, 0));

    @TempDir private Path parent;
    private StateFolder state;

    @BeforeEach
    void name() {
        state = new StateFolder(parent.resolve("state"));
    }

    @Test
    void aFolderThatIsNotThereHoldsNothing() throws Exception {
        assertThat(state.identity()).isEmpty();
        assertThat(state.keys()).isEmpty();
        assertThat(state.sshKey()).isEmpty();
        assertThat(state.invitation()).isEmpty();
        assertThat(state.memory(Series.SYSTEM)).isEmpty();
        assertThat(state.vaultAt(parent)).isEmpty();
    }

    @Test
    void theRecoveryCodeIsConfirmedForTheVaultWhoseItWas() throws Exception {
        VaultId other = VaultId.parse("00112233445566778899aabbccddeeff");
        assertThat(state.isCodeConfirmed(IDENTITY.vault())).isFalse();
        state.noteCodeConfirmed(IDENTITY.vault());
        assertThat(state.isCodeConfirmed(IDENTITY.vault())).isTrue();
        assertThat(state.isCodeConfirmed(other)).isFalse();
    }

    @Test
    void anIdentityIsReadAsItWasWritten() throws Exception {
        state.save(IDENTITY);
        assertThat(state.identity()).contains(IDENTITY);
        Identity local =
                new Identity(
                        IDENTITY.client(),
                        IDENTITY.name(),
                        IDENTITY.vault(),
                        IDENTITY.machine(),
                        Optional.empty());
        state.save(local);
        assertThat(state.identity()).contains(local);
    }

    @Test
    void anIdentityIsTextThatPeopleCanRead() throws Exception {
        state.save(IDENTITY);
        assertThat(Files.readString(file("identity.toml")))
                .isEqualTo(
                        """
                        # Written by holdfast setup: not to be changed
                        needs = []
                        client = "00112233445566778899aabbccddeeff"
                        name = "web1"
                        vault = "ffeeddccbbaa99887766554433221100"
                        machine = "%s"

                        [server]
                        address = "backup"
                        port = 2222
                        user = "holdfast"
                        host-keys = [
                            "%s",
                        ]
                        """
                                .formatted("00".repeat(32), KEY.publicKey()));
    }

    @Test
    void keysThatALaterVersionAddsToAnIdentityAreIgnored() throws Exception {
        state.save(IDENTITY);
        change("needs = []", "needs = []\nlater = 1");
        assertThat(state.identity()).contains(IDENTITY);
    }

    @Test
    void anIdentityThatNeedsMoreThanIsKnownIsTooNew() throws Exception {
        state.save(IDENTITY);
        change("needs = []", "needs = [\"several-servers\"]");
        assertThatThrownBy(state::identity)
                .isInstanceOf(TooNewException.class)
                .hasMessageContaining("several-servers");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name = \"web1\" | name = \"WEB\"",
                "name = \"web1\" | name = 1",
                "name = \"web1\" |",
                "port = 2222 | port = 65536",
                "port = 2222 | port = 4294967297",
                "client = \"00 | client = \"",
                "host-keys = [ | host-keys = [ 1,",
                "needs = [] | needs = [1]",
                "[server] | [[server]]",
                "needs = [] | needs = [",
            })
    void aDamagedIdentityIsRefusedWithTheNameOfItsFile(String from, String to) throws Exception {
        state.save(IDENTITY);
        change(from, to == null ? "" : to);
        assertThatThrownBy(state::identity)
                .isInstanceOf(MalformedException.class)
                .hasMessageStartingWith("cannot use %s: ".formatted(file("identity.toml")));
    }

    @Test
    void keysAreReadAsTheyWereWrittenAndOnlyWhenNobodyElseCan() throws Exception {
        RootSecret root = RootSecret.of(new byte[32]);
        state.save(new KeyFile(root, List.of()));
        assertThat(state.keys().orElseThrow().root().vault()).isEqualTo(root.vault());
        Files.setPosixFilePermissions(file("keys"), PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(state::keys)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("let others at it");
    }

    @Test
    void anSshKeyIsKept() throws Exception {
        assertThat(state.sshKey()).isEmpty();
        state.save(KEY);
        assertThat(state.sshKey()).contains(KEY.publicKey());
        assertThat(Files.readString(file("ssh-key"))).isEqualTo(KEY.privateKeyFile("holdfast"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 40, 200, 398})
    void anSshKeyThatIsDamagedCountsAsNone(int position) throws Exception {
        state.save(KEY);
        byte[] bytes = Files.readAllBytes(file("ssh-key"));
        bytes[position] ^= 1;
        Files.write(file("ssh-key"), bytes);
        assertThat(state.sshKey()).isEmpty();
        Files.write(file("ssh-key"), new byte[0]);
        assertThat(state.sshKey()).isEmpty();
    }

    @Test
    void anSshKeyThatOthersCanReadIsNotUsed() throws Exception {
        state.save(KEY);
        Files.setPosixFilePermissions(
                file("ssh-key"), PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> state.login(INVITATION.server(), List.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("let others at it");
    }

    @Test
    void theHostKeysAreWrittenAnewForSshWhenTheirFileIsLostOrDamaged() throws Exception {
        state.save(KEY);
        state.pin(INVITATION.server());
        String pinned = Files.readString(file("known_hosts"));
        Files.delete(file("known_hosts"));
        state.login(INVITATION.server(), List.of());
        assertThat(file("known_hosts")).content().isEqualTo(pinned);
        Files.writeString(file("known_hosts"), "damaged");
        state.login(INVITATION.server(), List.of());
        assertThat(file("known_hosts")).content().isEqualTo(pinned);
    }

    @Test
    void anInvitationIsKeptUntilItIsForgotten() throws Exception {
        state.save(INVITATION);
        assertThat(state.invitation()).contains(INVITATION);
        SshLogin login = state.invitationLogin(SERVER, List.of());
        assertThat(login.identity())
                .content()
                .isEqualTo(INVITATION.key().privateKeyFile("invitation"));
        assertThat(login.knownHosts()).content().startsWith("holdfast-server ssh-ed25519 ");
        state.forgetInvitation();
        assertThat(state.folder()).isEmptyDirectory();
        state.forgetInvitation();
    }

    @Test
    void joiningAServerDoesNotTouchHowTheOneBeforeIsKnown() throws Exception {
        state.pin(SERVER);
        ServerAddress other =
                new ServerAddress(
                        "other",
                        22,
                        "holdfast",
                        List.of(INVITATION.key().publicKey(), KEY.publicKey()));
        String before = Files.readString(file("known_hosts"));
        state.save(
                new Invitation(
                        INVITATION.client(),
                        INVITATION.rights(),
                        other,
                        INVITATION.seed(),
                        INVITATION.expiry()));
        assertThat(file("known_hosts")).content().isEqualTo(before);
    }

    @Test
    void theLastRootOfEachSeriesIsRemembered() throws Exception {
        SeriesMemory system = new SeriesMemory(new ObjectId(1, 2, 3, 4), 1, 1);
        SeriesMemory manual = new SeriesMemory(new ObjectId(5, 6, 7, 8), 17, Long.MAX_VALUE / 100);
        state.save(Series.SYSTEM, system);
        state.save(Series.MANUAL, manual);
        assertThat(state.memory(Series.SYSTEM)).contains(system);
        assertThat(state.memory(Series.MANUAL)).contains(manual);
        assertThat(state.memory(new Series("other"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "root 12\n", "nonsense"})
    void aDamagedLastRootIsRefusedWithTheNameOfItsFile(String text) throws Exception {
        state.save(Series.SYSTEM, new SeriesMemory(new ObjectId(1, 2, 3, 4), 1, 1));
        Files.writeString(file("last-root.system"), text);
        assertThatThrownBy(() -> state.memory(Series.SYSTEM))
                .isInstanceOf(MalformedException.class)
                .hasMessage("cannot use %s: this is not a last root", file("last-root.system"));
    }

    @Test
    void aVaultFolderIsKnownBeforeAndAfterItExists() throws Exception {
        Path vault = parent.resolve("vault ä");
        state.rememberVaultAt(vault, IDENTITY.vault());
        Files.createDirectory(vault);
        assertThat(state.vaultAt(vault)).contains(IDENTITY.vault());
        assertThat(state.vaultAt(parent.resolve("vault"))).isEmpty();
    }

    private Path file(String name) {
        return state.folder().resolve(name);
    }

    private void change(String from, String to) throws IOException {
        String text = Files.readString(file("identity.toml"));
        assertThat(text).contains(from);
        Files.writeString(file("identity.toml"), text.replace(from, to));
    }
}
