package dev.holdfast.platform.steps;

import java.time.Duration;
import java.util.List;

/**
 * What became of a step.
 *
 * @param took from its start to its end
 * @param lines of its output, both streams together: the first and the last of them, each cut. They
 *     may contain anything, and have to be made printable before they are shown
 */
public record StepResult(Step step, Outcome outcome, Duration took, List<String> lines) {
    private static final int SIGNALLED = 128;

    public StepResult {
        lines = List.copyOf(lines);
    }

    /** How it ended. */
    public sealed interface Outcome {
        record Succeeded() implements Outcome {}

        /** It ended with a status other than 0: 128 and the signal's number if it was killed. */
        record Failed(int status) implements Outcome {}

        /** It did not end in time, and was killed with all that it started. */
        record Overran() implements Outcome {}

        /** It was killed, or not begun, as nobody waits for it any more. */
        record Aborted() implements Outcome {}

        /** It could not be started. */
        record Unable(String why) implements Outcome {}
    }

    public boolean succeeded() {
        return outcome instanceof Outcome.Succeeded;
    }

    /** Whether what comes next must not be done. */
    public boolean isObstacle() {
        return !succeeded() && step.weight() == Step.Weight.REQUIRED;
    }

    /** The last line that it wrote and that is not blank; empty if there is none. */
    public String lastWord() {
        return lines.reversed().stream().filter(line -> !line.isBlank()).findFirst().orElse("");
    }

    /** What became of it, for people; to be made printable before it is shown. */
    public String sentence() {
        String end =
                switch (outcome) {
                    case Outcome.Succeeded() -> "is done";
                    case Outcome.Failed(int status) ->
                            status > SIGNALLED
                                    ? "was killed by signal " + (status - SIGNALLED)
                                    : "failed with exit code " + status;
                    case Outcome.Overran() ->
                            "did not end within %s and was killed with all that it started"
                                    .formatted(seconds(step.deadline()));
                    case Outcome.Aborted() -> "was aborted";
                    case Outcome.Unable(String why) -> "could not be started: " + why;
                };
        return "step %s %s after %s".formatted(step.name(), end, seconds(took));
    }

    private static String seconds(Duration time) {
        return time.toSeconds() + " s";
    }
}
