package dev.holdfast.platform.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.platform.steps.Step.Weight;
import dev.holdfast.platform.steps.StepResult.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StepRunnerTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir Path folder;

    private static Step line(String line) {
        return Step.ofLine(line, Weight.REQUIRED, LONG);
    }

    private static StepResult run(Step step) {
        return new StepRunner(_ -> {}).runAll(List.of(step), Map.of()).getFirst();
    }

    @Test
    void aStepFindsOnlyWhatIsDocumentedInItsEnvironment() {
        StepRunner runner = new StepRunner(_ -> {});
        StepResult result =
                runner.runAll(List.of(line("env; pwd")), Map.of("HOLDFAST_SERIES", "db"))
                        .getFirst();
        assertThat(result.succeeded()).isTrue();
        assertThat(result.lines())
                .contains("HOLDFAST_SERIES=db", "LC_ALL=C.UTF-8", "/")
                .filteredOn(line -> line.contains("="))
                .allMatch(line ->
                        line.matches(
                                "(PATH|HOME|USER|LOGNAME|SHELL|LC_ALL|HOLDFAST_SERIES|PWD|OLDPWD"
                                        + "|SHLVL|_)=.*"));
    }

    @Test
    void aStepHasNoInputAndBothItsStreamsAreKeptInTheirOrder() {
        StepResult result = run(line("cat; echo out; echo err >&2; printf end"));
        assertThat(result.lines()).containsExactly("out", "err", "end");
        assertThat(result.lastWord()).isEqualTo("end");
    }

    @Test
    void anObstacleEndsTheRunUnlessItIsOptional() {
        List<StepResult> told = new ArrayList<>();
        StepRunner runner = new StepRunner(told::add);
        Step optional = Step.ofLine("exit 4", Weight.OPTIONAL, LONG);
        List<StepResult> results =
                runner.runUntilObstacle(List.of(optional, line("exit 3"), line("true")), Map.of());
        assertThat(results)
                .extracting(StepResult::outcome)
                .containsExactly(new Outcome.Failed(4), new Outcome.Failed(3));
        assertThat(told).isEqualTo(results);
        assertThat(results.getLast().sentence())
                .matches("step exit 3 failed with exit code 3 after \\d+ s");
    }

    @Test
    void stepsThatTakeTooLongTogetherAreEndedAndTheRestIsNotBegun() {
        StepRunner runner = new StepRunner(_ -> {}, Duration.ofSeconds(1));
        List<StepResult> results =
                runner.runAll(List.of(line("exec sleep 600"), line("true")), Map.of());
        assertThat(results)
                .extracting(StepResult::outcome)
                .containsExactly(
                        new Outcome.Overran(),
                        new Outcome.Unable("the steps before it took all the time"));
        assertThat(results.getFirst().step().deadline()).isLessThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(results.getLast().isObstacle()).isTrue();
    }

    @Test
    void allStepsRunWhateverBecomesOfEach() {
        StepRunner runner = new StepRunner(_ -> {});
        List<StepResult> results =
                runner.runAll(List.of(line("exit 3"), line("kill -9 $$"), line("true")), Map.of());
        assertThat(results)
                .extracting(StepResult::outcome)
                .containsExactly(
                        new Outcome.Failed(3), new Outcome.Failed(137), new Outcome.Succeeded());
        assertThat(results.get(1).sentence()).contains("was killed by signal 9");
    }

    @Test
    void whatHangsIsKilledAtItsDeadlineWithAllThatItStarted() throws IOException {
        Path pids = folder.resolve("pids");
        String hanging =
                """
                trap '' TERM
                sleep 1000 & echo $! >>PIDS
                setsid sleep 1000 & echo $! >>PIDS
                echo hanging
                wait
                """;
        Step step =
                Step.ofLine(
                        hanging.replace("PIDS", pids.toString()),
                        Weight.REQUIRED,
                        Duration.ofSeconds(1));
        StepResult result = run(step);
        assertThat(result.outcome()).isEqualTo(new Outcome.Overran());
        assertThat(result.lines()).containsExactly("hanging");
        assertThat(result.sentence())
                .contains("did not end within 1 s and was killed with all that it started");
        assertThat(Files.readAllLines(pids)).hasSize(2).allSatisfy(StepRunnerTest::awaitEnd);
    }

    /** The kernel takes its time to end what was killed; the test's own limit ends the waiting. */
    private static void awaitEnd(String pid) {
        while (runs(pid)) {
            Thread.onSpinWait();
        }
    }

    /** A process that was killed may wait for somebody to ask how it ended. */
    private static boolean runs(String pid) {
        try {
            String stat = Files.readString(Path.of("/proc", pid, "stat"));
            return !stat.substring(stat.lastIndexOf(')')).startsWith(") Z");
        } catch (IOException gone) {
            return false;
        }
    }

    @Test
    void outputWithoutEndIsHarmless() {
        StepResult result =
                run(line("head -c 50000000 /dev/zero; yes | head -c 10000000; echo end"));
        assertThat(result.succeeded()).isTrue();
        assertThat(result.lines())
                .hasSize(Transcript.FIRST_MAX + 1 + Transcript.LAST_MAX)
                .allMatch(line -> line.length() <= Transcript.LINE_LENGTH_MAX + 1)
                .endsWith("y", "end");
    }

    @Test
    void whatCannotBeStartedSaysWhy() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken"), "#!/no/such/shell\n");
        Files.setPosixFilePermissions(broken, Files.getPosixFilePermissions(folder));
        StepResult result = run(Step.of(broken, Weight.REQUIRED, LONG));
        assertThat(result.succeeded()).isFalse();
        assertThat(result.lastWord()).contains("broken");
    }

    @Test
    void anAbortedRunKillsItsStepAndBeginsNoOther() throws Exception {
        Path fifo = folder.resolve("fifo");
        assertThat(run(line("mkfifo " + fifo)).succeeded()).isTrue();
        StepRunner runner = new StepRunner(_ -> {});
        List<StepResult> results = new ArrayList<>();
        CountDownLatch done = new CountDownLatch(1);
        Thread.ofPlatform()
                .start(() -> {
                    results.addAll(
                            runner.runAll(
                                    List.of(line("echo >" + fifo + "; sleep 1000"), line("true")),
                                    Map.of()));
                    done.countDown();
                });
        assertThat(Files.readAllLines(fifo)).hasSize(1);
        runner.abort();
        done.await();
        assertThat(results)
                .extracting(StepResult::outcome)
                .containsExactly(new Outcome.Aborted(), new Outcome.Aborted());
    }
}
