package dev.holdfast.client.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.client.identity.Identity;
import dev.holdfast.client.identity.Machine;
import dev.holdfast.client.setup.SetupPlanner.Brought;
import dev.holdfast.client.setup.SetupPlanner.Code;
import dev.holdfast.client.setup.SetupPlanner.Found;
import dev.holdfast.client.setup.SetupPlanner.KeySource;
import dev.holdfast.client.setup.SetupPlanner.OwnKey;
import dev.holdfast.client.setup.SetupPlanner.Plan;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.ClientId;
import dev.holdfast.model.ClientName;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.VaultId;
import dev.holdfast.protocol.invite.Invitation;
import dev.holdfast.protocol.invite.Invitation.Rights;
import dev.holdfast.protocol.invite.ServerAddress;
import dev.holdfast.protocol.ssh.Ed25519Key;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SetupPlannerTest {
    private static final VaultId VAULT = VaultId.parse("11".repeat(16));
    private static final VaultId OTHER_VAULT = VaultId.parse("22".repeat(16));
    private static final Invitation INVITATION = invitation("backup", Rights.FULL);
    private static final Invitation ELSEWHERE = invitation("elsewhere", Rights.FULL);
    private static final Invitation RESCUE = invitation("backup", Rights.RESTORE_ONLY);
    private static final Identity IDENTITY =
            new Identity(
                    ClientId.parse("33".repeat(16)),
                    new ClientName("web1"),
                    VAULT,
                    Bytes.copyOf(new byte[Machine.HASH_SIZE]),
                    Optional.of(INVITATION.server()));
    private static final Found NOTHING =
            new Found(Optional.empty(), Optional.empty(), false, Optional.empty());
    private static final Found DONE =
            new Found(Optional.of(IDENTITY), Optional.of(VAULT), true, Optional.empty());
    private static final Brought EMPTY_HANDED =
            new Brought(Optional.empty(), Optional.empty(), true);

    @Test
    void aFirstRunMakesNewKeysAndTellsTheCode() {
        assertThat(plan(NOTHING, brought(INVITATION)))
                .isEqualTo(join(INVITATION, KeySource.NEW, Code.TELL, OwnKey.NOT_ENROLLED));
    }

    @Test
    void aRunThatWasInterruptedGoesOnWithItsKeysItsInvitationAndTheSameCode() {
        Found found =
                new Found(Optional.empty(), Optional.of(VAULT), true, Optional.of(INVITATION));
        assertThat(plan(found, EMPTY_HANDED))
                .isEqualTo(join(INVITATION, KeySource.FOUND, Code.TELL, OwnKey.PERHAPS_ENROLLED));
    }

    @Test
    void aNewInvitationComesBeforeTheOneThatARunWasInterruptedWith() {
        Found found =
                new Found(Optional.empty(), Optional.of(VAULT), false, Optional.of(INVITATION));
        assertThat(plan(found, brought(ELSEWHERE)))
                .isEqualTo(join(ELSEWHERE, KeySource.FOUND, Code.TELL, OwnKey.NOT_ENROLLED));
    }

    @Test
    void whoBringsARecoveryCodeNeedsNoneToldEvenWhenOtherKeysWereMadeByAnUnfinishedRun() {
        for (Optional<VaultId> keys :
                List.of(Optional.<VaultId>empty(), Optional.of(OTHER_VAULT))) {
            Found found = new Found(Optional.empty(), keys, false, Optional.empty());
            assertThat(plan(found, new Brought(Optional.of(INVITATION), Optional.of(VAULT), false)))
                    .isEqualTo(
                            join(INVITATION, KeySource.RECOVERED, Code.KNOWN, OwnKey.NOT_ENROLLED));
        }
    }

    @Test
    void withoutInvitationThereIsNothingToGoBy() {
        assertWrongUsage(plan(NOTHING, EMPTY_HANDED), "give an invitation");
    }

    @Test
    void aCodeThatNobodyWouldSeeIsWrongUsage() {
        assertWrongUsage(
                plan(NOTHING, new Brought(Optional.of(INVITATION), Optional.empty(), false)),
                "--recovery-code-file");
    }

    @Test
    void aRescueNeedsTheRecoveryCode() {
        assertWrongUsage(plan(NOTHING, brought(RESCUE)), "recovery code of web1");
        assertThat(plan(NOTHING, new Brought(Optional.of(RESCUE), Optional.of(VAULT), false)))
                .isInstanceOf(Plan.Join.class);
    }

    @Test
    void withAllInPlaceTheWayIsChecked() {
        assertThat(plan(DONE, EMPTY_HANDED)).isEqualTo(check(KeySource.FOUND, Optional.empty()));
        assertThat(plan(DONE, brought(INVITATION)))
                .isEqualTo(check(KeySource.FOUND, Optional.of(INVITATION)));
    }

    @Test
    void withAllInPlaceNobodyNeedsToSeeACode() {
        assertThat(plan(DONE, new Brought(Optional.empty(), Optional.empty(), false)))
                .isEqualTo(check(KeySource.FOUND, Optional.empty()));
    }

    @Test
    void anInvitationToAnotherServerIsFollowedWithTheKeysThatAreThere() {
        assertThat(plan(DONE, brought(ELSEWHERE)))
                .isEqualTo(join(ELSEWHERE, KeySource.FOUND, Code.KNOWN, OwnKey.PERHAPS_ENROLLED));
    }

    @Test
    void movingToAnotherServerGoesOnWhenItWasInterrupted() {
        Found found =
                new Found(Optional.of(IDENTITY), Optional.of(VAULT), true, Optional.of(ELSEWHERE));
        assertThat(plan(found, EMPTY_HANDED))
                .isEqualTo(join(ELSEWHERE, KeySource.FOUND, Code.KNOWN, OwnKey.PERHAPS_ENROLLED));
    }

    @Test
    void theRecoveryCodeOfAnotherVaultIsRefusedOnceAllIsInPlace() {
        assertWrongUsage(
                plan(DONE, new Brought(Optional.empty(), Optional.of(OTHER_VAULT), true)),
                "the recovery code is of vault " + OTHER_VAULT);
    }

    @Test
    void keysThatWereLostComeBackWithTheRecoveryCodeOnly() {
        Found lost = new Found(Optional.of(IDENTITY), Optional.empty(), true, Optional.empty());
        assertWrongUsage(plan(lost, EMPTY_HANDED), "give its recovery code");
        assertThat(plan(lost, new Brought(Optional.empty(), Optional.of(VAULT), false)))
                .isEqualTo(check(KeySource.RECOVERED, Optional.empty()));
    }

    @Test
    void anSshKeyThatWasLostComesBackWithAnInvitationOnly() {
        Found lost = new Found(Optional.of(IDENTITY), Optional.of(VAULT), false, Optional.empty());
        assertWrongUsage(plan(lost, EMPTY_HANDED), "holdfast server invite web1");
        assertThat(plan(lost, brought(INVITATION)))
                .isEqualTo(join(INVITATION, KeySource.FOUND, Code.KNOWN, OwnKey.NOT_ENROLLED));
    }

    private static Plan plan(Found found, Brought brought) {
        return SetupPlanner.plan(found, brought);
    }

    private static Brought brought(Invitation invitation) {
        return new Brought(Optional.of(invitation), Optional.empty(), true);
    }

    private static Plan join(Invitation invitation, KeySource keys, Code code, OwnKey ownKey) {
        return new Plan.Join(invitation, keys, code, ownKey);
    }

    private static Plan check(KeySource keys, Optional<Invitation> invitation) {
        return new Plan.Check(IDENTITY, INVITATION.server(), keys, invitation);
    }

    private static void assertWrongUsage(Plan plan, String words) {
        assertThat(plan)
                .isInstanceOfSatisfying(
                        Plan.WrongUsage.class,
                        wrong -> assertThat(wrong.sentence()).contains(words));
    }

    private static Invitation invitation(String host, Rights rights) {
        Ed25519Key key = Ed25519Key.fromSeed(new byte[32]);
        return new Invitation(
                new ClientName("web1"),
                rights,
                new ServerAddress(host, 22, "holdfast", List.of(key.publicKey())),
                Bytes.copyOf(new byte[32]),
                new Timestamp(0, 0));
    }
}
