package dev.holdfast.platform.steps;

import dev.holdfast.platform.process.ChildProcess;
import dev.holdfast.platform.process.Command;
import dev.holdfast.platform.steps.StepResult.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs steps one after another. Each is a session of its own, without input and without a terminal,
 * in the root directory, and finds in its environment only {@code PATH}, {@code HOME}, {@code
 * USER}, {@code LOGNAME}, {@code SHELL}, {@code LC_ALL} and the facts. What it writes is kept
 * within bounds, whatever it writes.
 */
public final class StepRunner {
    private static final String PATH =
            "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private static final Duration GRACE = Duration.ofSeconds(5);

    /** Nobody waits so long. */
    private static final Duration UNBOUNDED = Duration.ofDays(36_500);

    private final Consumer<StepResult> ended;
    private final Duration together;
    private @Nullable ChildProcess running;
    private boolean aborted;

    /**
     * @param ended hears of each step when it has ended
     */
    public StepRunner(Consumer<StepResult> ended) {
        this(ended, UNBOUNDED);
    }

    /**
     * One whose steps have a deadline together, beside that of each.
     *
     * @param together how long all those of one call may take; what then runs is killed, and the
     *     rest is not begun
     */
    public StepRunner(Consumer<StepResult> ended, Duration together) {
        this.ended = ended;
        this.together = together;
    }

    /**
     * Runs the steps until one of them is an obstacle.
     *
     * @param facts what they are told, by the names of the variables
     * @return what became of those that were run, in their order
     */
    public List<StepResult> runUntilObstacle(List<Step> steps, Map<String, String> facts) {
        List<StepResult> results = new ArrayList<>();
        long began = System.nanoTime();
        for (Step step : steps) {
            StepResult result = run(step, facts, left(began));
            results.add(result);
            if (result.isObstacle()) {
                break;
            }
        }
        return results;
    }

    /** Runs all the steps, whatever becomes of each. */
    public List<StepResult> runAll(List<Step> steps, Map<String, String> facts) {
        long began = System.nanoTime();
        return steps.stream().map(step -> run(step, facts, left(began))).toList();
    }

    private Duration left(long began) {
        return together.minusNanos(System.nanoTime() - began);
    }

    /** Called by another thread: kills the step that runs, and lets no other begin. */
    public synchronized void abort() {
        aborted = true;
        if (running != null) {
            running.killSession();
        }
    }

    private StepResult run(Step planned, Map<String, String> facts, Duration left) {
        long began = System.nanoTime();
        Transcript transcript = new Transcript();
        boolean isTime = left.isPositive();
        Step step = isTime ? planned.within(left) : planned;
        Outcome outcome =
                isTime
                        ? outcome(step, facts, transcript)
                        : new Outcome.Unable("the steps before it took all the time");
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        StepResult result = new StepResult(step, outcome, took, transcript.lines());
        ended.accept(result);
        return result;
    }

    private Outcome outcome(Step step, Map<String, String> facts, Transcript transcript) {
        Command command =
                new Command(step.command(), environment(facts), Command.Inheritance.NOTHING);
        if (isAborted()) {
            return new Outcome.Aborted();
        }
        try (ChildProcess child = ChildProcess.startSession(command, transcript)) {
            if (!take(child)) {
                child.killSession();
                return new Outcome.Aborted();
            }
            return wait(child, step.deadline());
        } catch (IOException failure) {
            return new Outcome.Unable(String.valueOf(failure.getMessage()));
        } finally {
            release();
        }
    }

    private Outcome wait(ChildProcess child, Duration deadline) throws IOException {
        OptionalInt status = child.waitFor(deadline);
        if (status.isEmpty()) {
            child.killSession();
            child.waitFor(GRACE); // for its last lines
        }
        if (isAborted()) {
            return new Outcome.Aborted();
        }
        if (status.isEmpty()) {
            return new Outcome.Overran();
        }
        int code = status.getAsInt();
        return code == 0 ? new Outcome.Succeeded() : new Outcome.Failed(code);
    }

    private static Map<String, String> environment(Map<String, String> facts) {
        Map<String, String> environment = new TreeMap<>(facts);
        String user = System.getProperty("user.name", "");
        environment.put("PATH", PATH);
        environment.put("HOME", System.getProperty("user.home", "/"));
        environment.put("USER", user);
        environment.put("LOGNAME", user);
        environment.put("SHELL", "/bin/sh");
        environment.put("LC_ALL", "C.UTF-8");
        return environment;
    }

    private synchronized boolean isAborted() {
        return aborted;
    }

    private synchronized boolean take(ChildProcess child) {
        running = child;
        return !aborted;
    }

    private synchronized void release() {
        running = null;
    }
}
