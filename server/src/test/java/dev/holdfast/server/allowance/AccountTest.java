package dev.holdfast.server.allowance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.model.ClientId;
import dev.holdfast.platform.durable.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountTest {
    private static final long GIB = 1L << 30;
    private static final Instant START = Instant.parse("2026-01-01T03:00:00Z");
    private static final AdmissionPolicy POLICY = AdmissionPolicy.STANDARD;
    private static final AdmissionPolicy.Rhythm RHYTHM = POLICY.rhythm();

    private static Instant day(double days) {
        return START.plusSeconds((long) (days * 86_400));
    }

    private static Account at(Account account, double day) {
        return account.at(day(day), POLICY, List.of());
    }

    /** One that brings so much a day, from day 0 to before another. */
    private static Account daily(long bytes, int days) {
        Account account = Account.opened(START, 100 * GIB, List.of());
        for (int day = 0; day < days; day++) {
            account = at(account, day).charged(bytes);
        }
        return account;
    }

    @Test
    void aFirstBackupMayBringWhatIsSetAsideForIt() {
        assertThat(Account.opened(START, 50, List.of()).allowed()).isEqualTo(50);
        Grant granted = new Grant(day(-2), day(1), 25);
        Grant over = new Grant(day(-2), day(-1), 1000);
        assertThat(Account.opened(START, 50, List.of(granted, over)).allowed()).isEqualTo(75);
    }

    @Test
    void theFloorIsSavedForThreeDays() {
        Account empty = Account.opened(START, 0, List.of());
        assertThat(at(empty, 0).allowed()).isZero();
        assertThat(at(empty, 0.5).allowed()).isEqualTo(GIB / 2);
        assertThat(at(empty, 3).allowed()).isEqualTo(3 * GIB);
        assertThat(at(empty, 30).allowed()).isEqualTo(3 * GIB);
    }

    @Test
    void fiveTimesTheUsualDayIsAllowedADay() {
        Account usual = daily(2 * GIB, 35);
        assertThat(usual.daily(day(35), POLICY)).isEqualTo(10 * GIB);
        assertThat(at(usual, 40).allowed()).isEqualTo(30 * GIB);
    }

    @Test
    void theNewestWeekIsNotYetUsual() {
        assertThat(daily(2 * GIB, 7).daily(day(6), POLICY)).isEqualTo(GIB);
        assertThat(daily(2 * GIB, 8).daily(day(7), POLICY)).isEqualTo(10 * GIB);
    }

    @Test
    void daysWithoutBackupDoNotCount() {
        Account weekly = Account.opened(START, 100 * GIB, List.of());
        for (int day = 0; day < 35; day += 7) {
            weekly = at(weekly, day).charged(8 * GIB);
        }
        assertThat(weekly.daily(day(35), POLICY)).isEqualTo(40 * GIB);
    }

    @Test
    void surplusIsADebtAndDoesNotMakeTheUsualDayFatter() {
        Account account = at(daily(GIB / 10, 40), 45);
        assertThat(account.allowed()).isEqualTo(3 * GIB);
        Account indebted = account.charged(100 * GIB);
        assertThat(indebted.allowed()).isZero();
        assertThat(at(indebted, 46).allowed()).as("a small one does not launder it").isZero();
        assertThat(at(indebted, 60).daily(day(60), POLICY)).isLessThanOrEqualTo(15 * GIB);
    }

    @Test
    void surplusThatWasGivenBackIsForgiven() {
        Account indebted = Account.opened(START, GIB, List.of()).charged(10 * GIB);
        assertThat(indebted.relieved(4 * GIB).balance()).isEqualTo(-5 * GIB);
        assertThat(indebted.relieved(90 * GIB).balance()).isZero();
        assertThat(Account.opened(START, GIB, List.of()).relieved(GIB).balance()).isEqualTo(GIB);
    }

    @Test
    void aGrantCountsOnceAndUntilItIsOver() {
        Account account = Account.opened(START, 0, List.of());
        List<Grant> grants = List.of(new Grant(day(1), day(8), 50 * GIB));
        assertThat(account.at(day(0.9), POLICY, grants).allowed()).isLessThan(GIB);
        Account granted = account.at(day(1), POLICY, grants);
        assertThat(granted.allowed()).isEqualTo(51 * GIB);
        assertThat(granted.at(day(2), POLICY, grants).allowed()).isEqualTo(51 * GIB);
        assertThat(granted.at(day(8), POLICY, grants).allowed()).isEqualTo(3 * GIB);
    }

    @Test
    void whatIsLeftOfAFirstBackupsPartIsLostAfterFiveWeeks() {
        Account account = Account.opened(START, 100 * GIB, List.of());
        assertThat(at(account, 35).allowed()).isEqualTo(100 * GIB);
        assertThat(at(account, 36).allowed()).isEqualTo(3 * GIB);
    }

    @Test
    void aClockThatGoesBackGivesNothing() {
        Account account = daily(GIB, 3);
        assertThat(at(account, -400).allowed()).isEqualTo(account.allowed());
        assertThat(at(account, 1.999)).isEqualTo(account);
    }

    @Test
    void afterAClockThatWasAheadNobodyWaitsUntilItIsThereAgain() {
        Account account = at(daily(GIB, 3), 10_000);
        for (int i = 0; i < 5; i++) {
            account = account.withSnapshot(RHYTHM);
        }
        Account right = at(account, 3);
        assertThat(right.isInRhythm(RHYTHM)).isFalse();
        assertThat(right.welcome(RHYTHM)).isEqualTo(day(3).plus(Duration.ofHours(1)));
        assertThat(at(right, 3.25).isInRhythm(RHYTHM)).isTrue();
        Account spent = right.charged(2 * GIB);
        assertThat(at(spent, 4).allowed()).isEqualTo(spent.allowed() + GIB);
    }

    @Test
    void fourSnapshotsAtOnceThenOneEverySixHours() {
        Account account = Account.opened(START, 0, List.of());
        for (int i = 0; i < 4; i++) {
            assertThat(account.isInRhythm(RHYTHM)).as("snapshot %d", i).isTrue();
            account = account.withSnapshot(RHYTHM);
        }
        assertThat(account.isInRhythm(RHYTHM)).isFalse();
        assertThat(at(account, 0.249).isInRhythm(RHYTHM)).isFalse();
        Account later = at(account, 0.25);
        assertThat(later.isInRhythm(RHYTHM)).isTrue();
        assertThat(later.withSnapshot(RHYTHM).isInRhythm(RHYTHM)).isFalse();
        assertThat(
                        at(account, 30)
                                .withSnapshot(RHYTHM)
                                .withSnapshot(RHYTHM)
                                .withSnapshot(RHYTHM)
                                .isInRhythm(RHYTHM))
                .isTrue();
    }

    @Test
    void beyondTheRhythmOneAnHourIsWelcome() {
        Account account = Account.opened(START, 0, List.of());
        for (int i = 0; i < 4; i++) {
            account = account.withSnapshot(RHYTHM);
        }
        assertThat(account.welcome(RHYTHM)).isEqualTo(START);
        Account surplus = account.withSnapshot(RHYTHM);
        assertThat(surplus.welcome(RHYTHM)).isEqualTo(START.plus(Duration.ofHours(1)));
        Account later = at(surplus, 0.05);
        assertThat(later.welcome(RHYTHM)).isBeforeOrEqualTo(day(0.05));
    }

    @Test
    void anImpossiblePolicyIsRefused() {
        assertThatThrownBy(() -> policy(0, 1, 0.5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> policy(1, -1, 0.5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> policy(1, 1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> policy(1, 1, 1.01)).isInstanceOf(IllegalArgumentException.class);
        assertThat(policy(1, 0, 1).share()).hasValue(1);
    }

    private static AdmissionPolicy policy(int growth, long floor, double share) {
        return new AdmissionPolicy(
                RHYTHM, growth, floor, OptionalDouble.of(share), OptionalLong.empty());
    }

    @Test
    void accountsAndGrantsAreReadAsTheyWereWritten(@TempDir Path folder) throws IOException {
        Accounts accounts = new Accounts(Volume.on(folder));
        ClientId client = ClientId.of(new byte[ClientId.SIZE]);
        assertThat(accounts.find(client)).isEmpty();
        Account opened = daily(GIB, 3);
        accounts.change(client, opened, account -> account.charged(5).withSnapshot(RHYTHM));
        assertThat(accounts.find(client)).contains(opened.charged(5).withSnapshot(RHYTHM));
        Grant grant = new Grant(day(1), day(2), 9);
        accounts.grant(client, grant);
        assertThat(accounts.grants(client)).containsExactly(grant);
        Files.writeString(folder.resolve("accounts/" + client + ".account"), "{");
        assertThat(accounts.find(client)).isEmpty();
    }
}
