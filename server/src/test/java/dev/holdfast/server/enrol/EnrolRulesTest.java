package dev.holdfast.server.enrol;

import static dev.holdfast.server.Samples.NOW;
import static dev.holdfast.server.Samples.client;
import static dev.holdfast.server.Samples.fullKey;
import static dev.holdfast.server.Samples.id;
import static dev.holdfast.server.Samples.key;
import static dev.holdfast.server.Samples.machine;
import static dev.holdfast.server.Samples.restoreKey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.ClientId;
import dev.holdfast.model.ClientName;
import dev.holdfast.protocol.invite.Invitation.Rights;
import dev.holdfast.protocol.message.RefusalCode;
import dev.holdfast.server.client.Client;
import dev.holdfast.server.invite.InvitationId;
import dev.holdfast.server.invite.PendingInvitation;
import dev.holdfast.server.invite.PendingInvitation.Guest;
import dev.holdfast.server.invite.PendingInvitation.Use;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EnrolRulesTest {
    private static final ClientName WEB1 = new ClientName("web1");
    private static final Instant EXPIRES = NOW.plus(Duration.ofDays(7));
    private static final ClientId FRESH = id(99);

    /** For another machine of a client, or for a new one. */
    private static PendingInvitation invitation(
            @Nullable ClientId client, Rights rights, @Nullable Use use) {
        Guest guest =
                client == null
                        ? new Guest(WEB1, FRESH, Guest.Kind.NEW, rights)
                        : new Guest(WEB1, client, Guest.Kind.ANOTHER_MACHINE, rights);
        return new PendingInvitation(
                new InvitationId("000102030405060708090a0b0c0d0e0f"),
                "SHA256:x",
                guest,
                NOW,
                EXPIRES,
                OptionalLong.empty(),
                Optional.ofNullable(use));
    }

    private static final PendingInvitation NEW = invitation(null, Rights.FULL, null);

    private static EnrolRequest request(int number) {
        return new EnrolRequest(WEB1, key(number), machine(number), "192.0.2.1");
    }

    private static Use use(int number, boolean complete) {
        return new Use(NOW, "192.0.2.9", machine(number), key(number), complete);
    }

    private static EnrolDecision decide(
            PendingInvitation invitation, EnrolRequest request, Client... clients) {
        return decideAt(NOW, invitation, request, clients);
    }

    private static EnrolDecision decideAt(
            Instant now, PendingInvitation invitation, EnrolRequest request, Client... clients) {
        return EnrolRules.decide(request, invitation, List.of(clients), now);
    }

    private static void assertRefused(EnrolDecision decision, RefusalCode code, String says) {
        assertThat(decision)
                .isInstanceOfSatisfying(
                        EnrolDecision.Refused.class,
                        refused -> {
                            assertThat(refused.code()).isEqualTo(code);
                            assertThat(refused.sentence()).contains(says);
                            assertThat(refused.lift()).startsWith("holdfast server invite web1");
                        });
    }

    @Test
    void aNewMachineBecomesANewClient() {
        assertThat(decide(NEW, request(1)))
                .isEqualTo(
                        new EnrolDecision.Enrol(
                                Client.enrolled(FRESH, WEB1, fullKey(1)),
                                new Use(NOW, "192.0.2.1", machine(1), key(1), false)));
    }

    @Test
    void anInvitationIsGoodUntilItExpires() {
        assertThat(decideAt(EXPIRES.minusNanos(1), NEW, request(1)))
                .isInstanceOf(EnrolDecision.Enrol.class);
        assertRefused(
                decideAt(EXPIRES, NEW, request(1)), RefusalCode.EXPIRED_INVITATION, "expired at");
    }

    @Test
    void anInvitationIsForOneName() {
        EnrolRequest other =
                new EnrolRequest(new ClientName("web2"), key(1), machine(1), "192.0.2.1");
        assertRefused(decide(NEW, other), RefusalCode.NOT_AUTHORISED, "web2");
    }

    @Test
    void theFirstUseWinsAndIsNamed() {
        PendingInvitation used = invitation(null, Rights.FULL, use(1, true));
        EnrolDecision decision = decide(used, request(2), client(99, "web1", fullKey(1)));
        assertRefused(decision, RefusalCode.USED_INVITATION, "192.0.2.9 by another machine");
        assertRefused(decision, RefusalCode.USED_INVITATION, NOW.toString());
    }

    @Test
    void aSecondComerIsRefusedEvenWhenTheFirstIsNotComplete() {
        PendingInvitation used = invitation(null, Rights.FULL, use(1, false));
        assertRefused(decide(used, request(2)), RefusalCode.USED_INVITATION, "another machine");
    }

    @Test
    void theSameMachineHearsItsAnswerAgainEvenAfterTheInvitationExpired() {
        PendingInvitation used = invitation(null, Rights.FULL, use(1, true));
        Client client = client(99, "web1", fullKey(1));
        assertThat(decideAt(EXPIRES.plusSeconds(1), used, request(1), client))
                .isEqualTo(new EnrolDecision.Again(client));
    }

    @Test
    void aMachineWhoseKeyWasTakenAwayDoesNotComeBackByItsOldInvitation() {
        PendingInvitation used = invitation(null, Rights.FULL, use(1, true));
        assertRefused(
                decide(used, request(1), client(99, "web1", fullKey(2))),
                RefusalCode.USED_INVITATION,
                "by this machine");
        assertRefused(decide(used, request(1)), RefusalCode.USED_INVITATION, "by this machine");
    }

    @Test
    void anEnrolmentThatWasCutShortIsDoneUnderTheSameId() {
        PendingInvitation used = invitation(null, Rights.FULL, use(1, false));
        EnrolDecision.Enrol expected =
                new EnrolDecision.Enrol(Client.enrolled(FRESH, WEB1, fullKey(1)), use(1, false));
        assertThat(decide(used, request(1))).isEqualTo(expected);
        assertThat(decide(used, request(1), client(99, "web1", fullKey(1)))).isEqualTo(expected);
    }

    @Test
    void aKeyOfAnotherClientIsRefusedAndTheClientNamed() {
        assertRefused(
                decide(NEW, request(1), client(5, "db", fullKey(1))),
                RefusalCode.DUPLICATE_KEY,
                "client db");
    }

    @Test
    void aNameThatWasTakenMeanwhileIsRefused() {
        assertRefused(
                decide(NEW, request(1), client(5, "web1", fullKey(5))),
                RefusalCode.NOT_AUTHORISED,
                "web1");
    }

    @Test
    void aReplacementMachineTakesThePlaceOfTheOldOne() {
        PendingInvitation again = invitation(id(1), Rights.FULL, null);
        EnrolDecision decision =
                decide(again, request(2), client(1, "web1", fullKey(1), restoreKey(3)));
        assertThat(decision)
                .isInstanceOfSatisfying(
                        EnrolDecision.Enrol.class,
                        enrol -> {
                            assertThat(enrol.client().keys())
                                    .containsExactly(restoreKey(3), fullKey(2));
                            assertThat(enrol.client().machine()).contains(machine(2));
                        });
    }

    @Test
    void aRescueReadsAndChangesNothingElse() {
        PendingInvitation rescue = invitation(id(1), Rights.RESTORE_ONLY, null);
        EnrolDecision decision = decide(rescue, request(2), client(1, "web1", fullKey(1)));
        assertThat(decision)
                .isInstanceOfSatisfying(
                        EnrolDecision.Enrol.class,
                        enrol ->
                                assertThat(enrol.client())
                                        .isEqualTo(client(1, "web1", fullKey(1), restoreKey(2))));
    }

    @Test
    void theSameMachineSetUpAnewMayKeepItsKey() {
        PendingInvitation again = invitation(id(1), Rights.FULL, null);
        assertThat(decide(again, request(1), client(1, "web1", fullKey(1))))
                .isInstanceOf(EnrolDecision.Enrol.class);
    }

    @Test
    void aKeyDoesNotChangeWhatItIsGoodFor() {
        PendingInvitation full = invitation(id(1), Rights.FULL, null);
        assertRefused(
                decide(full, request(2), client(1, "web1", fullKey(1), restoreKey(2))),
                RefusalCode.DUPLICATE_KEY,
                "web1");
    }

    @Test
    void aClientThatIsGoneTakesNoFurtherMachine() {
        PendingInvitation rescue = invitation(id(1), Rights.RESTORE_ONLY, null);
        assertThat(decide(rescue, request(2)))
                .isEqualTo(
                        new EnrolDecision.Refused(
                                RefusalCode.NOT_AUTHORISED,
                                "the client web1 exists no more",
                                "holdfast server invite web1 --restore-only"));
    }
}
