package dev.holdfast.server.space;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.MalformedException;
import dev.holdfast.platform.durable.Space;
import dev.holdfast.server.retention.Verdict.Fate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SpaceMemoryTest {
    private static final long GIB = 1L << 30;
    private static final Instant NOW = Instant.parse("2026-05-01T00:00:00Z");

    private static Room room(long free, long own) {
        return Room.of(new Space(1000 * GIB, free), own, ReservePolicy.STANDARD, List.of());
    }

    private static final SpaceMemory FIRST = SpaceMemory.first(NOW, room(500 * GIB, 400 * GIB));

    @Test
    void thereIsNoNeedAtTheStartLineAndOneBelowIt() {
        assertThat(room(50 * GIB, 0).need()).isZero();
        assertThat(room(50 * GIB - 1, 0).need()).isEqualTo(50 * GIB + 1);
        assertThat(room(0, 0).need()).isEqualTo(100 * GIB);
        assertThat(room(60 * GIB, 0).needFor(20 * GIB)).isEqualTo(60 * GIB);
        assertThat(room(60 * GIB, 0).needFor(10 * GIB)).isZero();
    }

    @Test
    void theReserveIsOneAndAHalfOfTheUsualUpToTheStopLineHoweverMuchAClientBrings() {
        Space space = new Space(1000 * GIB, 70 * GIB);
        Room quiet = Room.of(space, 0, ReservePolicy.STANDARD, List.of(10 * GIB, 10 * GIB));
        assertThat(quiet.startBytes()).isEqualTo(50 * GIB);
        Room busy = Room.of(space, 0, ReservePolicy.STANDARD, List.of(20 * GIB, 30 * GIB));
        assertThat(busy.startBytes()).isEqualTo(75 * GIB);
        Room inflated =
                Room.of(
                        space,
                        0,
                        ReservePolicy.STANDARD,
                        List.of(Long.MAX_VALUE / 2, Long.MAX_VALUE / 2, 1L));
        assertThat(inflated.startBytes()).isEqualTo(100 * GIB);
    }

    @Test
    void aLimitCountsLikeASmallerVolume() {
        ReservePolicy limited =
                new ReservePolicy(
                        new Amount.Percent(5), new Amount.Percent(10), OptionalLong.of(200 * GIB));
        Space space = new Space(1000 * GIB, 800 * GIB);
        Room room = Room.of(space, 195 * GIB, limited, List.of());
        assertThat(room.freeBytes()).isEqualTo(5 * GIB);
        assertThat(room.need()).isEqualTo(15 * GIB);
        assertThat(Room.of(space, 300 * GIB, limited, List.of()).freeBytes()).isZero();
    }

    @Test
    void bytesThatMayNotComeInAreNotAdmitted() {
        Room room = room(101 * GIB, 0);
        assertThat(room.admits(Room.Entry.SURPLUS, GIB - 1)).isTrue();
        assertThat(room.admits(Room.Entry.SURPLUS, GIB)).isFalse();
        assertThat(room.admits(Room.Entry.ABOVE_SHARE, 51 * GIB)).isTrue();
        assertThat(room.admits(Room.Entry.ABOVE_SHARE, 51 * GIB + 1)).isFalse();
        assertThat(room.admits(Room.Entry.WITHIN_SHARE, 101 * GIB)).isTrue();
        assertThat(room.admits(Room.Entry.WITHIN_SHARE, 101 * GIB + 1)).isFalse();
    }

    @Test
    void othersMaySpendATwentiethOfTheVolumeADay() {
        SpaceMemory spent = FIRST.spent(50 * GIB);
        assertThat(FIRST.spendable()).isEqualTo(50 * GIB);
        assertThat(spent.spendable()).isZero();
        SpaceMemory later = spent.next(NOW.plus(Duration.ofHours(12)), room(0, 350 * GIB));
        assertThat(later.spendable()).isEqualTo(25 * GIB);
        SpaceMemory muchLater = spent.next(NOW.plus(Duration.ofDays(9)), room(0, 350 * GIB));
        assertThat(muchLater.spendable()).isEqualTo(50 * GIB);
    }

    @Test
    void whatClientsBringMayBeSpentAsWell() {
        SpaceMemory spent = FIRST.spent(50 * GIB);
        SpaceMemory later = spent.next(NOW.plusSeconds(1), room(0, 357 * GIB));
        assertThat(later.spendable()).isBetween(7 * GIB, 7 * GIB + GIB / 100);
    }

    @Test
    void whatClientsBroughtIsForgottenWhereThereIsRoomForItAnyway() {
        SpaceMemory brought = FIRST.next(NOW.plusSeconds(1), room(450 * GIB, 450 * GIB));
        assertThat(brought.spendable()).isEqualTo(50 * GIB);
        SpaceMemory full = FIRST.next(NOW.plusSeconds(1), room(50 * GIB, 450 * GIB));
        assertThat(full.spendable()).isBetween(100 * GIB, 101 * GIB);
        SpaceMemory half = full.next(NOW.plusSeconds(2), room(80 * GIB, 450 * GIB));
        assertThat(half.spendable()).isBetween(70 * GIB, 71 * GIB);
        SpaceMemory ample = half.next(NOW.plusSeconds(3), room(100 * GIB, 450 * GIB));
        assertThat(ample.spendable()).isBetween(50 * GIB, 51 * GIB);
        SpaceMemory log = ample.next(NOW.plusSeconds(4), room(0, 450 * GIB));
        assertThat(log.spendable()).as("a log filled it").isBetween(50 * GIB, 51 * GIB);
    }

    @Test
    void whatAFullVolumeLacksWhenItIsFirstSeenMayBeSpent() {
        SpaceMemory first = SpaceMemory.first(NOW, room(30 * GIB, 400 * GIB));
        assertThat(first.spendable()).isEqualTo(120 * GIB);
    }

    @Test
    void moreThanWasWantedIsOwed() {
        SpaceMemory owing = FIRST.spent(75 * GIB);
        assertThat(owing.spendable()).isZero();
        SpaceMemory later = owing.next(NOW.plus(Duration.ofHours(12)), room(0, 325 * GIB));
        assertThat(later.spendable()).isZero();
    }

    @Test
    void aClockThatJumpsPausesExpiryForADay() {
        Room room = room(0, 400 * GIB);
        assertThat(FIRST.next(NOW.minus(Duration.ofHours(1)), room).mayExpire()).isTrue();
        assertThat(FIRST.next(NOW.plus(Duration.ofDays(31)), room).mayExpire()).isTrue();
        for (Duration jump : List.of(Duration.ofMinutes(-61), Duration.ofDays(32))) {
            Instant then = NOW.plus(jump);
            SpaceMemory jumped = FIRST.next(then, room);
            assertThat(jumped.mayExpire()).isFalse();
            SpaceMemory soon = jumped.next(then.plus(Duration.ofHours(23)), room);
            assertThat(soon.mayExpire()).isFalse();
            assertThat(soon.next(then.plus(Duration.ofHours(24)), room).mayExpire()).isTrue();
        }
    }

    @Test
    void underAPauseGarbageAndSurplusStillGoButNoHistory() {
        SpaceMemory paused = FIRST.next(NOW.minus(Duration.ofDays(1)), room(0, 400 * GIB));
        Payer payer =
                new Payer(
                        "a",
                        400 * GIB,
                        GIB,
                        GIB,
                        List.of(
                                new Payer.Candidate(9, Fate.SURPLUS, 2 * GIB, "surplus"),
                                new Payer.Candidate(1, Fate.SPARE, 9 * GIB, "by age")));
        SpacePlan plan = SpaceCheck.plan(paused, new SpaceCheck.Need(8 * GIB, 0), List.of(payer));
        assertThat(plan.freedBytes()).isEqualTo(2 * GIB);
        assertThat(plan.shortBytes()).isEqualTo(6 * GIB);
        assertThat(SpaceCheck.historyBytes(plan)).isZero();
        SpacePlan usual = SpaceCheck.plan(FIRST, new SpaceCheck.Need(8 * GIB, 0), List.of(payer));
        assertThat(usual.shortBytes()).isZero();
        assertThat(SpaceCheck.historyBytes(usual)).isEqualTo(7 * GIB);
    }

    @Test
    void freedUnderHalfOfThePromiseStopsExpiryUntilSomebodyLooked() {
        Room room = room(0, 0);
        assertThat(FIRST.judged(room, 2 * GIB, GIB).mayExpire()).isTrue();
        SpaceMemory stopped = FIRST.judged(room, 2 * GIB, GIB - 1);
        assertThat(stopped.mayExpire()).isFalse();
        assertThat(stopped.next(NOW.plus(Duration.ofDays(3)), room).mayExpire()).isFalse();
        assertThat(stopped.resumed().mayExpire()).isTrue();
        assertThat(FIRST.judged(room, GIB, 0).mayExpire()).as("too little to tell").isTrue();
    }

    @Test
    void whatClientsAreAboutToBringMayBeSpentWhenNothingElseMay() {
        Payer payer =
                new Payer(
                        "a",
                        400 * GIB,
                        GIB,
                        0,
                        List.of(new Payer.Candidate(1, Fate.SPARE, 9 * GIB, "by age")));
        SpaceMemory owing = FIRST.spent(75 * GIB);
        assertThat(
                        SpaceCheck.plan(owing, new SpaceCheck.Need(8 * GIB, 0), List.of(payer))
                                .isEmpty())
                .isTrue();
        assertThat(
                        SpaceCheck.plan(owing, new SpaceCheck.Need(8 * GIB, 1), List.of(payer))
                                .isEmpty())
                .isFalse();
    }

    @Test
    void isReadAsItWasWritten() throws MalformedException {
        SpaceMemory memory =
                FIRST.spent(7).next(NOW.minus(Duration.ofDays(2)), room(1, 2)).stopped("why");
        assertThat(SpaceMemory.of(memory.toBytes())).isEqualTo(memory);
        assertThat(SpaceMemory.of(FIRST.toBytes())).isEqualTo(FIRST);
    }
}
