package dev.holdfast.server.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.server.allowance.AdmissionPolicy;
import dev.holdfast.server.retention.RetentionPolicy;
import dev.holdfast.server.retention.Saved;
import dev.holdfast.server.simulate.World.Change;
import dev.holdfast.server.simulate.World.Tenant;
import dev.holdfast.server.space.ReservePolicy;
import dev.holdfast.testkit.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** All decisions together, over months of made-up backups, honest and hostile. */
class WorldTest {
    private static final long GIB = 1L << 30;
    private static final long DISC = 1_000 * GIB;
    private static final Instant START = Instant.parse("2025-03-01T02:00:00Z");

    private static final SimulationRequest.Policies POLICIES =
            new SimulationRequest.Policies(
                    RetentionPolicy.standard(ZoneOffset.UTC),
                    ReservePolicy.STANDARD,
                    AdmissionPolicy.STANDARD);

    private static Instant day(int day) {
        return START.plus(Duration.ofDays(day));
    }

    private static World world(long seed, int clients, long size) {
        World world = new World(DISC, POLICIES, START, seed);
        for (int i = 0; i < clients; i++) {
            world.enrol("client" + i, size, START);
        }
        return world;
    }

    /** A day of honest backups; returns how many were refused. */
    private static int honestDay(World world, List<Tenant> honest, int day, long change) {
        int refused = 0;
        for (Tenant tenant : honest) {
            refused += world.backUp(tenant, new Change(change, 0), day(day)) ? 0 : 1;
        }
        return refused;
    }

    private static List<Long> sequences(Tenant tenant) {
        return tenant.newestFirst().stream().map(Saved::sequence).toList();
    }

    @ParameterizedTest
    @Seeds(2)
    void aDiscThatIsAlwaysFullTakesEveryBackupAndKeepsASpread(long seed) {
        World world = world(seed, 8, 80 * GIB);
        for (int day = 0; day < 200; day++) {
            assertThat(honestDay(world, world.tenants(), day, GIB)).as("day %d", day).isZero();
        }
        assertThat(world.freeBytes()).isBetween(DISC / 20 - 8 * GIB, DISC / 5);
        for (Tenant tenant : world.tenants()) {
            assertThat(tenant.newestFirst().getLast().received()).isBefore(day(200 - 21));
            assertThat(tenant.newestFirst()).hasSizeGreaterThanOrEqualTo(10);
        }
    }

    @Test
    void aFirstBackupOnAServerThatIsAlwaysFullSucceeds() {
        World world = world(1, 6, 90 * GIB);
        for (int day = 0; day < 150; day++) {
            honestDay(world, world.tenants(), day, 2 * GIB);
        }
        assertThat(world.freeBytes()).isLessThan(DISC / 8);
        Tenant late = world.enrol("late", 90 * GIB, day(150));
        assertThat(world.backUp(late, new Change(0, 0), day(150))).isTrue();
        assertThat(late.newestFirst().getFirst().marks()).isEmpty();
    }

    @ParameterizedTest
    @Seeds(2)
    void aFloodDrownsOnlyItself(long seed) {
        Random random = new Random(seed);
        World world = world(seed, 5, 60 * GIB);
        Tenant hostile = world.tenants().getFirst();
        List<Tenant> honest = List.copyOf(world.tenants().subList(1, 5));
        World peaceful = world(seed, 5, 60 * GIB);
        for (int day = 0; day < 120; day++) {
            assertThat(honestDay(world, honest, day, GIB)).as("day %d", day).isZero();
            honestDay(peaceful, peaceful.tenants(), day, GIB);
            if (day < 40) {
                honestDay(world, List.of(hostile), day, GIB);
            }
            for (int hour = 1; day > 40 && hour < 24; hour++) {
                long brought = random.nextLong(60 * GIB);
                Change flood = new Change(brought, random.nextBoolean() ? brought : 0);
                world.backUp(hostile, flood, day(day).plus(Duration.ofHours(hour)));
            }
        }
        for (Tenant tenant : honest) {
            Tenant undisturbed = peaceful.tenants().get(world.tenants().indexOf(tenant));
            assertThat(sequences(tenant))
                    .as("a client under its share loses nothing")
                    .hasSameSizeAs(sequences(undisturbed));
        }
        assertThat(hostile.newestFirst()).anyMatch(saved -> saved.marks().isEmpty());
    }

    @Test
    void manySmallStepsOfGrowthTakeNothingFromWhoIsUnderItsShare() {
        World world = world(2, 4, 60 * GIB);
        Tenant hostile = world.tenants().getFirst();
        List<Tenant> honest = List.copyOf(world.tenants().subList(1, 4));
        long step = GIB;
        for (int day = 0; day < 250; day++) {
            assertThat(honestDay(world, honest, day, GIB / 10)).as("day %d", day).isZero();
            world.backUp(hostile, new Change(0, step), day(day).plus(Duration.ofHours(3)));
            step = Math.min(step + step / 12, 40 * GIB);
        }
        for (Tenant tenant : honest) {
            assertThat(tenant.newestFirst()).as("all were kept").hasSize(250);
        }
    }

    @Test
    void aBurstSucceedsAndIsHistory() {
        World world = world(3, 4, 60 * GIB);
        Tenant tenant = world.tenants().getFirst();
        for (int day = 0; day < 60; day++) {
            honestDay(world, world.tenants(), day, GIB);
        }
        Instant now = day(60);
        for (int i = 0; i < 3; i++) {
            Instant then = now.plus(Duration.ofMinutes(20L * i));
            assertThat(world.backUp(tenant, new Change(2 * GIB, GIB), then)).isTrue();
        }
        assertThat(tenant.newestFirst().subList(0, 3)).allMatch(saved -> saved.marks().isEmpty());
    }

    @Test
    void aLogThatFillsTheVolumeTakesAtMostATwentiethOfItADay() {
        World world = world(4, 4, 100 * GIB);
        for (int day = 0; day < 100; day++) {
            honestDay(world, world.tenants(), day, 2 * GIB);
        }
        long before = world.usedBytes();
        long log = 0;
        for (int hour = 0; hour < 24; hour++) {
            log += 30 * GIB;
            world.setOthers(log);
            Instant now = day(100).plus(Duration.ofHours(hour));
            world.backUp(world.tenants().get(hour % 4), new Change(0, 0), now);
        }
        assertThat(before - world.usedBytes())
                .as("a day's part, and what clients had brought since there was room")
                .isLessThan(DISC / 20 + DISC / 10 + 40 * GIB);
    }
}
