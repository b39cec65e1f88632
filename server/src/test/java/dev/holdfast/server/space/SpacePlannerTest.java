package dev.holdfast.server.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.server.retention.Verdict.Fate;
import dev.holdfast.server.space.Payer.Candidate;
import dev.holdfast.testkit.Seeds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

class SpacePlannerTest {
    /** A payer whose snapshots 1, 2, 3, … free these bytes one after another. */
    private static Payer payer(String name, long used, long share, Fate fate, long... margins) {
        List<Candidate> order = new ArrayList<>();
        long sum = 0;
        for (int i = 0; i < margins.length; i++) {
            sum += margins[i];
            order.add(new Candidate(i + 1, fate, sum, "by age"));
        }
        return new Payer(name, used, share, 0, order);
    }

    private static Payer history(String name, long used, long share, long... margins) {
        return payer(name, used, share, Fate.SPARE, margins);
    }

    private static List<Integer> counts(SpacePlan plan) {
        return plan.parts().stream().map(part -> part.going().size()).toList();
    }

    @Test
    void withoutNeedNothingGoes() {
        SpacePlan plan = SpacePlanner.plan(0, List.of(history("a", 100, 10, 5, 5)));
        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.shortBytes()).isZero();
    }

    @Test
    void onlyAsManyGoAsTheNeedRequires() {
        Payer payer = history("a", 100, 10, 5, 5, 5);
        assertThat(counts(SpacePlanner.plan(1, List.of(payer)))).containsExactly(1);
        assertThat(counts(SpacePlanner.plan(5, List.of(payer)))).containsExactly(1);
        assertThat(counts(SpacePlanner.plan(6, List.of(payer)))).containsExactly(2);
        assertThat(counts(SpacePlanner.plan(15, List.of(payer)))).containsExactly(3);
    }

    @Test
    void whoIsFurthestAboveItsSharePaysUntilAnotherIs() {
        SpacePlan plan =
                SpacePlanner.plan(
                        30,
                        List.of(
                                history("a", 120, 100, 10, 10, 10),
                                history("b", 135, 100, 10, 10, 10),
                                history("c", 99, 100, 10, 10, 10)));
        assertThat(counts(plan)).containsExactly(1, 2, 0);
    }

    @Test
    void whoIsNotAboveItsShareLosesNothingHoweverShortThePlanFalls() {
        SpacePlan plan =
                SpacePlanner.plan(
                        100,
                        List.of(history("a", 105, 100, 3, 3, 3), history("b", 100, 100, 50, 50)));
        assertThat(counts(plan)).containsExactly(2, 0);
        assertThat(plan.freedBytes()).isEqualTo(6);
        assertThat(plan.shortBytes()).isEqualTo(94);
    }

    @Test
    void garbageGoesBeforeSurplusAndSurplusBeforeHistory() {
        Payer garbage = new Payer("g", 100, 100, 20, List.of());
        Payer surplus = payer("s", 10, 100, Fate.SURPLUS, 20, 20);
        Payer history = history("h", 500, 100, 20, 20);
        List<Payer> all = List.of(garbage, surplus, history);
        assertThat(counts(SpacePlanner.plan(20, all))).containsExactly(0, 0, 0);
        assertThat(counts(SpacePlanner.plan(21, all))).containsExactly(0, 1, 0);
        assertThat(counts(SpacePlanner.plan(60, all))).containsExactly(0, 2, 0);
        assertThat(counts(SpacePlanner.plan(61, all))).containsExactly(0, 2, 1);
    }

    @Test
    void whatWasRolledOffGoesWithoutNeed() {
        Payer payer =
                new Payer(
                        "a",
                        10,
                        100,
                        0,
                        List.of(
                                new Candidate(1, Fate.ROLLED_OFF, 3, "old"),
                                new Candidate(2, Fate.SPARE, 6, "by age")));
        assertThat(counts(SpacePlanner.plan(0, List.of(payer)))).containsExactly(1);
    }

    @Test
    void whatALaterChoiceMadeUnnecessaryIsGivenBack() {
        SpacePlan plan =
                SpacePlanner.plan(
                        100, List.of(history("a", 220, 100, 1, 1, 1), history("b", 218, 100, 500)));
        // a pays 1 and 1 and 1 before b is the furthest; b alone is enough.
        assertThat(counts(plan)).containsExactly(0, 1);
    }

    @Test
    void whatIsProtectedCannotBeOffered() {
        assertThatThrownBy(() -> new Candidate(1, Fate.PROTECTED, 1, "held"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void fewerBytesForMoreSnapshotsAreAMistake() {
        List<Candidate> order =
                List.of(
                        new Candidate(1, Fate.SPARE, 2, "by age"),
                        new Candidate(2, Fate.SPARE, 1, "by age"));
        assertThatThrownBy(() -> new Payer("a", 10, 1, 0, order))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Random sets of bytes that snapshots reach; whatever no kept one reaches is freed. */
    private record Content(List<Set<Integer>> reached) {
        static Content of(Random random, int snapshots) {
            List<Set<Integer>> reached = new ArrayList<>();
            for (int i = 0; i < snapshots; i++) {
                Set<Integer> bytes = new HashSet<>();
                int from = i * 5 + random.nextInt(5);
                for (int b = from; b < from + 1 + random.nextInt(20); b++) {
                    bytes.add(b);
                }
                reached.add(bytes);
            }
            return new Content(reached);
        }

        long freed(List<Long> gone) {
            Set<Integer> lost = new HashSet<>();
            Set<Integer> kept = new HashSet<>();
            for (int i = 0; i < reached.size(); i++) {
                (gone.contains(i + 1L) ? lost : kept).addAll(reached.get(i));
            }
            lost.removeAll(kept);
            return lost.size();
        }

        List<Long> prefixes(List<Long> order) {
            List<Long> freed = new ArrayList<>();
            for (int i = 0; i <= order.size(); i++) {
                freed.add(freed(order.subList(0, i)));
            }
            return freed;
        }

        Payer payer(long need) {
            List<Candidate> order = new ArrayList<>();
            List<Long> all = new ArrayList<>();
            for (long i = 1; i < reached.size(); i++) {
                all.add(i);
                order.add(new Candidate(i, Fate.SPARE, freed(all), "by age"));
            }
            return new Payer("a", 1_000_000, need, 0, order);
        }
    }

    @ParameterizedTest
    @Seeds(300)
    void aTrimmedPlanGivesExactlyWhatItSaysAndEnoughAndNeverTakesMore(long seed)
            throws IOException {
        Random random = new Random(seed);
        Content content = Content.of(random, 3 + random.nextInt(12));
        Payer payer = content.payer(1);
        long need = random.nextLong(1, 61);
        SpacePlan plan = SpacePlanner.plan(need, List.of(payer));
        SpacePlan trimmed = SpacePlanner.trim(plan, (_, order) -> content.prefixes(order));
        List<Long> before = going(plan);
        List<Long> after = going(trimmed);
        assertThat(before).containsAll(after);
        assertThat(trimmed.freedBytes()).isEqualTo(content.freed(after));
        if (plan.shortBytes() == 0) {
            assertThat(trimmed.freedBytes()).isGreaterThanOrEqualTo(need);
        } else {
            assertThat(after).isEqualTo(before);
        }
    }

    private static List<Long> going(SpacePlan plan) {
        return plan.parts().getFirst().going().stream().map(Candidate::sequence).toList();
    }

    @Test
    void aSnapshotThatGivesNothingStays() throws IOException {
        Content content =
                new Content(
                        Arrays.asList(Set.of(1, 2), Set.of(2, 3), Set.of(10, 11, 12), Set.of(3)));
        SpacePlan plan = SpacePlanner.plan(3, List.of(content.payer(1)));
        assertThat(going(plan)).containsExactly(1L, 2L, 3L);
        SpacePlan trimmed = SpacePlanner.trim(plan, (_, order) -> content.prefixes(order));
        assertThat(going(trimmed)).containsExactly(3L);
        assertThat(trimmed.freedBytes()).isEqualTo(3);
    }

    @Test
    void whatIsNotWantedDoesNotStayWhereSomethingGoesThatIs() throws IOException {
        Content content =
                new Content(Arrays.asList(Set.of(1), Set.of(1), Set.of(1, 2, 3), Set.of(7)));
        Payer payer = content.payer(1);
        List<Candidate> order = new ArrayList<>(payer.order());
        Candidate wanted = order.get(2);
        order.set(2, new Candidate(3, Fate.SPARE, true, wanted.freedBytes(), "target: 28 days"));
        Payer choosy = new Payer("a", payer.usedBytes(), 0, payer.garbageBytes(), order);
        SpacePlan plan = SpacePlanner.plan(3, List.of(choosy));
        assertThat(going(plan)).containsExactly(1L, 2L, 3L);
        SpacePlan trimmed = SpacePlanner.trim(plan, (_, each) -> content.prefixes(each));
        assertThat(going(trimmed)).containsExactly(1L, 2L, 3L);
    }
}
