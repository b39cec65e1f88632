package dev.holdfast.client.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.client.identity.Identity;
import dev.holdfast.client.identity.Machine;
import dev.holdfast.client.identity.RecoveryCodeSink;
import dev.holdfast.client.identity.StateFolder;
import dev.holdfast.client.setup.Setup.Outcome;
import dev.holdfast.codec.key.RecoveryCode;
import dev.holdfast.codec.key.RootSecret;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.ClientName;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.VaultId;
import dev.holdfast.protocol.invite.Invitation;
import dev.holdfast.protocol.invite.ServerAddress;
import dev.holdfast.protocol.ssh.Ed25519Key;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetupTest {
    private static final Invitation INVITATION = invitation("web1");

    @TempDir private Path parent;
    private final FakeServer server = new FakeServer(INVITATION);
    private final List<String> codes = new ArrayList<>();
    private StateFolder state;

    @BeforeEach
    void name() {
        state = new StateFolder(parent.resolve("state"));
    }

    @Test
    void aMachineWithAnInvitationBecomesAClient() throws Exception {
        Identity identity = joined(run(request(INVITATION)));
        assertThat(identity.name()).isEqualTo(INVITATION.client());
        assertThat(identity.server()).contains(INVITATION.server());
        assertThat(state.identity()).contains(identity);
        assertThat(state.sshKey()).hasValue(server.enrolledKey());
        assertThat(server.heard()).containsExactly("enrol", "ping");
        assertThat(state.invitation()).isEmpty();
        assertThat(state.login(INVITATION.server(), List.of()).knownHosts())
                .content()
                .startsWith("holdfast-server ");
    }

    @Test
    void theCodeThatIsToldOpensTheVault() throws Exception {
        Identity identity = joined(run(request(INVITATION)));
        assertThat(codes).hasSize(1);
        assertThat(RecoveryCode.parse(codes.getFirst()).vault()).isEqualTo(identity.vault());
        assertThat(state.keys().orElseThrow().root().vault()).isEqualTo(identity.vault());
    }

    @Test
    void aSecondRunOnlyShowsThatTheWayIsOpen() throws Exception {
        Identity identity = joined(run(request(INVITATION)));
        assertThat(run(request(INVITATION))).isEqualTo(new Outcome.AlreadyJoined(identity));
        assertThat(run(request())).isEqualTo(new Outcome.AlreadyJoined(identity));
        assertThat(server.heard()).containsExactly("enrol", "ping", "ping", "ping");
        assertThat(codes).hasSize(1);
    }

    @Test
    void anEnrolmentWhoseAnswerWasLostIsNotRepeated() throws Exception {
        server.loseNextAnswer();
        assertThatThrownBy(() -> run(request(INVITATION))).isInstanceOf(IOException.class);
        assertThat(state.identity()).isEmpty();
        joined(run(request()));
        assertThat(server.heard()).containsExactly("enrol", "ping");
        assertThat(codes).hasSize(1);
    }

    @Test
    void aRunThatWasInterruptedWhileTellingTheCodeTellsTheSameOneAgain() throws Exception {
        RecoveryCodeSink broken =
                (vault, code) -> {
                    codes.add(code);
                    throw new IOException("the terminal is gone");
                };
        assertThatThrownBy(() -> run(request(Optional.of(INVITATION), Optional.empty(), broken)))
                .hasMessage("the terminal is gone");
        assertThat(state.identity()).isEmpty();
        joined(run(request()));
        assertThat(codes).hasSize(2).containsOnly(codes.getFirst());
        assertThat(server.heard()).containsExactly("enrol", "ping", "ping");
    }

    @Test
    void aServerThatCannotBeReachedLeavesAllReadyForTheNextRun() throws Exception {
        Contact unreachable =
                contact(_ -> {
                    throw new IOException("no way");
                });
        assertThatThrownBy(() -> Setup.run(request(INVITATION), unreachable, new SecureRandom()))
                .hasMessage("no way");
        VaultId vault = state.keys().orElseThrow().root().vault();
        assertThat(joined(run(request())).vault()).isEqualTo(vault);
    }

    @Test
    void withoutAnybodyToSeeTheCodeNothingIsMade() throws Exception {
        Setup.Request unattended =
                new Setup.Request(
                        state,
                        Optional.of(INVITATION),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        new DirectWay());
        assertThat(run(unattended)).isInstanceOf(Outcome.WrongUsage.class);
        assertThat(state.folder()).doesNotExist();
        assertThat(server.heard()).isEmpty();
    }

    @Test
    void aFileThatIsThereAlreadyIsNotUsedForTheCodeAndNoKeysAreMade() throws Exception {
        Path file = parent.resolve("code");
        RecoveryCodeSink.file(file).take(VaultId.parse("11".repeat(16)), "somebody's");
        assertThatThrownBy(() ->
                        run(
                                request(
                                        Optional.of(INVITATION),
                                        Optional.empty(),
                                        RecoveryCodeSink.file(file))))
                .hasMessageContaining("the file exists");
        assertThat(state.keys()).isEmpty();
        assertThat(server.heard()).isEmpty();
    }

    @Test
    void aNewMachineTakesOverAVaultWithItsRecoveryCode() throws Exception {
        RootSecret root = RootSecret.of(new byte[RootSecret.SIZE]);
        server.keep(root.vault());
        Identity identity =
                joined(run(request(Optional.of(INVITATION), Optional.of(root), sink())));
        assertThat(identity.vault()).isEqualTo(root.vault());
        assertThat(codes).isEmpty();
    }

    @Test
    void aVaultOfOtherKeysIsNoticedBeforeTheInvitationIsUsed() throws Exception {
        RootSecret root = RootSecret.of(new byte[RootSecret.SIZE]);
        server.keep(root.vault());
        Outcome outcome = run(request(INVITATION));
        VaultId made = state.keys().orElseThrow().root().vault();
        assertThat(outcome).isEqualTo(new Outcome.WrongVault(made, root.vault()));
        assertThat(server.heard()).isEmpty();
        assertThat(codes).isEmpty();
        Identity identity = joined(run(request(Optional.empty(), Optional.of(root), sink())));
        assertThat(identity.vault()).isEqualTo(root.vault());
    }

    @Test
    void aVaultThatWasExchangedIsNoticedByALaterRun() throws Exception {
        Identity identity = joined(run(request(INVITATION)));
        VaultId other = VaultId.parse("11".repeat(16));
        server.keep(other);
        assertThat(run(request())).isEqualTo(new Outcome.WrongVault(identity.vault(), other));
    }

    @Test
    void aClientThatWasRevokedComesBackWithANewInvitationAndItsOldKeys() throws Exception {
        Identity identity = joined(run(request(INVITATION)));
        server.revoke();
        assertThatThrownBy(() -> run(request()))
                .hasMessageContaining("does not accept this client's key");
        server.renewInvitation();
        assertThat(joined(run(request(INVITATION)))).isEqualTo(identity);
        assertThat(state.sshKey()).hasValue(server.enrolledKey());
        assertThat(codes).hasSize(1);
    }

    @Test
    void anInvitationThatIsNotAcceptedIsSaidToBeOver() throws Exception {
        joined(run(request(INVITATION)));
        StateFolder other = new StateFolder(parent.resolve("other"));
        Setup.Request second =
                new Setup.Request(
                        other,
                        Optional.of(INVITATION),
                        Optional.empty(),
                        List.of(),
                        Optional.of(sink()),
                        new DirectWay());
        assertThatThrownBy(() -> run(second))
                .hasMessage(
                        "holdfast@backup does not accept this invitation: it was used, withdrawn or"
                                + " is over; run holdfast server invite web1 on it again");
    }

    @Test
    void anInvitationForAnotherClientIsNotFollowed() throws Exception {
        joined(run(request(INVITATION)));
        assertThat(run(request(invitation("web2"))))
                .isInstanceOfSatisfying(
                        Outcome.WrongUsage.class,
                        wrong ->
                                assertThat(wrong.sentence())
                                        .startsWith(
                                                "this machine is the client web1 of that server"
                                                        + " already, and the invitation is for"
                                                        + " web2"));
        assertThat(state.identity().orElseThrow().name()).hasToString("web1");
    }

    @Test
    void aNameThatTheServerChangedIsTakenOver() throws Exception {
        joined(run(request(INVITATION)));
        server.rename(new ClientName("web9"));
        run(request());
        assertThat(state.identity().orElseThrow().name()).hasToString("web9");
    }

    @Test
    void twoRunsDoNotWorkAtOnce() throws Exception {
        try (var _ = state.lock()) {
            assertThatThrownBy(() -> run(request(INVITATION)))
                    .hasMessageStartingWith("another setup is under way");
        }
    }

    private Outcome run(Setup.Request request) throws IOException {
        return Setup.run(request, contact(server), new SecureRandom());
    }

    private static Contact contact(Contact.Connector connector) {
        Bytes machine = Bytes.copyOf(new byte[Machine.HASH_SIZE]);
        return new Contact(connector, "test", machine, System::nanoTime, _ -> {});
    }

    private Setup.Request request() {
        return request(Optional.empty(), Optional.empty(), sink());
    }

    private Setup.Request request(Invitation invitation) {
        return request(Optional.of(invitation), Optional.empty(), sink());
    }

    private Setup.Request request(
            Optional<Invitation> invitation,
            Optional<RootSecret> recovered,
            RecoveryCodeSink sink) {
        return new Setup.Request(
                state, invitation, recovered, List.of(), Optional.of(sink), new DirectWay());
    }

    private RecoveryCodeSink sink() {
        return (_, code) -> codes.add(code);
    }

    private static Identity joined(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Joined.class);
        return ((Outcome.Joined) outcome).identity();
    }

    private static Invitation invitation(String name) {
        Ed25519Key key = Ed25519Key.fromSeed(new byte[32]);
        return new Invitation(
                new ClientName(name),
                Invitation.Rights.FULL,
                new ServerAddress("backup", 22, "holdfast", List.of(key.publicKey())),
                Bytes.copyOf(new byte[32]),
                new Timestamp(0, 0));
    }

    private static final class DirectWay implements Setup.Way {
        @Override
        public ServerAddress to(ServerAddress known) {
            return known;
        }

        @Override
        public List<String> sshOptions() {
            return List.of();
        }
    }
}
