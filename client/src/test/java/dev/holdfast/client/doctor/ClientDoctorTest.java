package dev.holdfast.client.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.client.doctor.ClientFacts.Answered;
import dev.holdfast.client.doctor.ClientFacts.CodeState;
import dev.holdfast.client.doctor.ClientFacts.MachineId;
import dev.holdfast.client.doctor.ClientFacts.Own;
import dev.holdfast.client.doctor.ClientFacts.Room;
import dev.holdfast.client.doctor.ClientFacts.Runs;
import dev.holdfast.client.doctor.ClientFacts.Timers;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.finding.Finding;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientDoctorTest {
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
    private static final Own OWN =
            new Own("holdfast@backup.example", 3, CodeState.CONFIRMED, MachineId.PRESENT);
    private static final Room STATE = room(1L << 40, Optional.empty());

    /** Facts of which one may be exchanged. */
    private record Facts(
            Own own,
            Optional<String> secrets,
            Optional<String> program,
            Timers timers,
            Answered answered,
            Runs runs,
            Room room) {
        static final Facts WELL =
                new Facts(
                        OWN,
                        Optional.empty(),
                        Optional.empty(),
                        new Timers.Active("cron", Optional.of(NOW.plusSeconds(60))),
                        welcome("0.2.0", Duration.ZERO),
                        new Runs(Optional.of(NOW), List.of()),
                        STATE);

        Facts with(Own other) {
            return new Facts(other, secrets, program, timers, answered, runs, room);
        }

        Facts with(Timers other) {
            return new Facts(own, secrets, program, other, answered, runs, room);
        }

        Facts with(Answered other) {
            return new Facts(own, secrets, program, timers, other, runs, room);
        }

        Facts with(Runs other) {
            return new Facts(own, secrets, program, timers, answered, other, room);
        }

        Facts with(Room other) {
            return new Facts(own, secrets, program, timers, answered, runs, other);
        }

        Facts withSecrets(String fault) {
            return new Facts(own, Optional.of(fault), program, timers, answered, runs, room);
        }

        Facts withProgram(String way) {
            return new Facts(own, secrets, Optional.of(way), timers, answered, runs, room);
        }

        List<Finding> findings() {
            return ClientDoctor.examine(
                    new ClientFacts(
                            NOW,
                            "0.2.0",
                            own,
                            secrets,
                            program,
                            timers,
                            answered,
                            runs,
                            List.of(room)));
        }
    }

    private static Answered.Welcome welcome(String version, Duration ahead) {
        return new Answered.Welcome(version, Timestamp.of(NOW.plus(ahead)), NOW);
    }

    private static Room room(long freeBytes, Optional<String> fault) {
        return new Room("state", Path.of("/var/lib/holdfast-client"), freeBytes, fault);
    }

    /** All that is not well. */
    private static List<Finding> wrong(UnaryOperator<Facts> change) {
        return change.apply(Facts.WELL).findings().stream()
                .filter(each -> !(each instanceof Finding.Well))
                .toList();
    }

    private static Finding one(UnaryOperator<Facts> change) {
        List<Finding> wrong = wrong(change);
        assertThat(wrong).hasSize(1);
        return wrong.getFirst();
    }

    private static void assertProblem(String check, UnaryOperator<Facts> change) {
        assertThat(one(change))
                .isInstanceOfSatisfying(
                        Finding.Problem.class,
                        problem -> {
                            assertThat(problem.check()).isEqualTo(check);
                            assertThat(problem.remedy()).isNotEmpty();
                        });
    }

    private static void assertWarning(String check, UnaryOperator<Facts> change) {
        assertThat(one(change))
                .isInstanceOfSatisfying(
                        Finding.Warning.class,
                        warning -> {
                            assertThat(warning.check()).isEqualTo(check);
                            assertThat(warning.remedy()).isNotEmpty();
                        });
    }

    @Test
    void aMachineThatIsWellIsToldSoOfEachCheck() {
        assertThat(Facts.WELL.findings())
                .allMatch(Finding.Well.class::isInstance)
                .extracting(Finding::check)
                .containsExactly(
                        "keys",
                        "program",
                        "server",
                        "version",
                        "clock",
                        "timer",
                        "backups",
                        "recovery code",
                        "state",
                        "machine");
    }

    @Test
    void keysThatOthersCanReadAreAProblem() {
        assertProblem("keys", facts -> facts.withSecrets("cannot use keys: run chmod 600 keys"));
    }

    @Test
    void aProgramThatOthersCanChangeIsAProblem() {
        assertProblem("program", facts -> facts.withProgram("chmod go-w /opt/holdfast"));
    }

    @Test
    void aServerThatDoesNotAnswerIsAProblemAndNothingIsSaidOfItsClock() {
        assertProblem("server", facts -> facts.with(new Answered.Nothing("no route to host")));
    }

    @Test
    void ofAServerThatWasNotAskedNothingIsSaid() {
        assertThat(Facts.WELL.with(new Answered.NotAsked()).findings())
                .extracting(Finding::check)
                .doesNotContain("server", "version", "clock");
    }

    @ParameterizedTest
    @CsvSource({
        "0.1.9, true",
        "0.1, true",
        "0.2.0, false",
        "0.2.1, false",
        "0.10.0, false",
        "dev, false"
    })
    void onlyAServerThatIsOlderIsWarnedOf(String version, boolean isWarned) {
        assertThat(wrong(facts -> facts.with(welcome(version, Duration.ZERO))))
                .hasSize(isWarned ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({"300, 0", "301, 1", "-300, 0", "-301, 1"})
    void clocksMayDifferByFiveMinutes(long seconds, int warnings) {
        assertThat(wrong(facts -> facts.with(welcome("0.2.0", Duration.ofSeconds(seconds)))))
                .hasSize(warnings);
    }

    @Test
    void theClockThatIsAheadIsNamed() {
        assertThat(one(facts -> facts.with(welcome("0.2.0", Duration.ofMinutes(-7)))).sentence())
                .isEqualTo("the server's is 7 minutes behind this one");
    }

    @Test
    void timersThatDoNotBeginABackupAreAProblem() {
        assertProblem("timer", facts -> facts.with(new Timers.Different()));
        assertProblem("timer", facts -> facts.with(new Timers.Stopped(List.of("a.timer"))));
    }

    @Test
    void timersThatSomebodyDoesWithoutAreWarnedOf() {
        assertWarning("timer", facts -> facts.with(new Timers.Off()));
        assertWarning("timer", facts -> facts.with(new Timers.NobodyRuns("holdfast backup")));
        assertWarning("timer", facts -> facts.with(new Timers.ByHand("crontab -e")));
    }

    @Test
    void whatIsWrongWithTheLastRunsIsAProblemEach() {
        List<Finding> wrong =
                wrong(facts -> facts.with(new Runs(Optional.empty(), List.of("one", "two"))));
        assertThat(wrong).extracting(Finding::sentence).containsExactly("one", "two");
        assertThat(wrong).allMatch(Finding.Problem.class::isInstance);
    }

    @Test
    void aRecoveryCodeThatNobodyHasShownIsWarnedOf() {
        assertWarning(
                "recovery code",
                facts ->
                        facts.with(new Own("server", 1, CodeState.UNCONFIRMED, MachineId.PRESENT)));
    }

    @Test
    void aMachineWithoutAnIdIsWarnedOf() {
        assertWarning(
                "machine",
                facts -> facts.with(new Own("server", 1, CodeState.CONFIRMED, MachineId.ABSENT)));
    }

    @Test
    void littleRoomIsWarnedOfAndNoneToWriteToIsAProblem() {
        assertThat(wrong(facts -> facts.with(room(100 << 20, Optional.empty())))).isEmpty();
        assertWarning("state", facts -> facts.with(room((100 << 20) - 1, Optional.empty())));
        assertProblem("state", facts -> facts.with(room(1L << 40, Optional.of("read-only"))));
    }
}
