package dev.holdfast.client.steps;

import dev.holdfast.client.steps.StepFacts.Ending;
import dev.holdfast.model.Printable;
import dev.holdfast.platform.steps.StepResult;
import dev.holdfast.platform.steps.StepRunner;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs the steps around one backup: before it, until one is an obstacle, and after it, once and all
 * of them, whatever has become of it, also when the program is interrupted.
 */
public final class AroundBackup {
    private final BackupSteps steps;
    private final StepFacts facts;
    private final StepRunner before;
    private final StepRunner after;
    private boolean begun;
    private boolean ended;

    /**
     * @param told of each step that has ended
     */
    public AroundBackup(BackupSteps steps, StepFacts facts, Consumer<StepResult> told) {
        this.steps = steps;
        this.facts = facts;
        this.before = new StepRunner(told);
        this.after = new StepRunner(told);
    }

    /**
     * Runs what comes before.
     *
     * @throws IOException if a step that is not optional fails, with a sentence that names it
     */
    public void begin() throws IOException {
        setBegun();
        List<StepResult> results = before.runUntilObstacle(steps.pre(), facts.before());
        Optional<StepResult> obstacle = results.stream().filter(StepResult::isObstacle).findFirst();
        if (obstacle.isPresent()) {
            throw new IOException("the backup was not begun: " + sentence(obstacle.get()));
        }
    }

    private synchronized void setBegun() {
        begun = true;
    }

    /**
     * Runs what comes after, unless it was run before or nothing was begun.
     *
     * @return the first step that failed and is not optional, in a sentence
     */
    public synchronized Optional<String> end(Ending ending) {
        if (ended || !begun) {
            return Optional.empty();
        }
        ended = true;
        return after.runAll(steps.post(), facts.after(ending)).stream()
                .filter(StepResult::isObstacle)
                .findFirst()
                .map(AroundBackup::sentence);
    }

    /**
     * Called by another thread, when the program is about to be ended: what comes before is killed,
     * and what comes after is run. Returns when that has ended.
     */
    public void interrupt() {
        before.abort();
        end(new Ending.Failed("interrupted"));
    }

    /** What became of a step, with its last word. */
    private static String sentence(StepResult result) {
        String last = result.lastWord();
        return Printable.of(result.sentence() + (last.isEmpty() ? "" : ": " + last));
    }
}
