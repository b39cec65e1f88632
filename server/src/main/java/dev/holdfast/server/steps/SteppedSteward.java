package dev.holdfast.server.steps;

import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.platform.steps.StepResult;
import dev.holdfast.platform.steps.StepRunner;
import dev.holdfast.protocol.message.Answer;
import dev.holdfast.protocol.message.RefusalCode;
import dev.holdfast.server.report.Served.Housework;
import dev.holdfast.server.session.Steward;
import dev.holdfast.server.steps.SessionFacts.Ending;
import dev.holdfast.store.vault.Vault;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs the server's steps around what another steward watches over: before a backup, once that one
 * has nothing against it, and after it, before space is made. A step before it may refuse it.
 */
public final class SteppedSteward implements Steward {
    /** Of a step's output, what the log gets. */
    private static final int LINES_MAX = 20;

    private final Steward inner;
    private final SessionFacts facts;
    private final Consumer<String> log;

    private @Nullable Vault vault;
    private Snapshot.@Nullable Origin origin;
    private Optional<Snapshot.Figures> figures = Optional.empty();

    /**
     * @param log gets lines that it has to make printable
     */
    public SteppedSteward(Steward inner, SessionFacts facts, Consumer<String> log) {
        this.inner = inner;
        this.facts = facts;
        this.log = log;
    }

    @Override
    public Optional<Answer.Refused> begin(Vault opened, Snapshot.Origin beginning)
            throws IOException {
        Optional<Answer.Refused> obstacle = inner.begin(opened, beginning);
        if (obstacle.isPresent()) {
            return obstacle;
        }
        vault = opened;
        origin = beginning;
        figures = Optional.empty();
        Optional<Answer.Refused> veto = prepare(beginning);
        if (veto.isPresent()) {
            finished(0, Outcome.GIVEN_UP);
        }
        return veto;
    }

    private Optional<Answer.Refused> prepare(Snapshot.Origin beginning) {
        try {
            return runner()
                    .runUntilObstacle(facts.steps().prepare(), facts.before(beginning))
                    .stream()
                    .filter(StepResult::isObstacle)
                    .findFirst()
                    .map(SteppedSteward::veto);
        } catch (IOException unsafe) {
            log.accept("no backup begins: " + unsafe.getMessage());
            return Optional.of(
                    refused(
                            "the server's own steps before a backup cannot be run; its log tells"
                                    + " why"));
        }
    }

    private StepRunner runner() {
        return new StepRunner(this::note, facts.steps().time().together());
    }

    private static Answer.Refused veto(StepResult result) {
        String reason = result.lastWord();
        return refused(
                "a step on the server says no: " + (reason.isEmpty() ? result.sentence() : reason));
    }

    private static Answer.Refused refused(String sentence) {
        return Answer.Refused.because(RefusalCode.PREPARE, sentence, null);
    }

    @Override
    public Optional<Answer.Refused> bring(long newBytes) throws IOException {
        return inner.bring(newBytes);
    }

    @Override
    public void committing(Snapshot.Figures claimed) throws IOException {
        figures = Optional.of(claimed);
        inner.committing(claimed);
    }

    @Override
    public Housework housework() {
        return inner.housework();
    }

    @Override
    public void finished(long newBytes, Outcome outcome) throws IOException {
        Snapshot.Origin ending = origin;
        origin = null;
        if (ending != null) {
            complete(ending, new Ending(snapshot(ending, outcome), figures, newBytes));
        }
        inner.finished(newBytes, outcome);
    }

    /** Whatever becomes of it: the backup is what it is. */
    private void complete(Snapshot.Origin ending, Ending how) {
        try {
            runner().runAll(facts.steps().complete(), facts.after(ending, how));
        } catch (IOException unsafe) {
            log.accept("after the backup: " + unsafe.getMessage());
        }
    }

    private OptionalLong snapshot(Snapshot.Origin ending, Outcome outcome) {
        Vault committed = vault;
        if (outcome != Outcome.COMMITTED || committed == null) {
            return OptionalLong.empty();
        }
        try {
            return committed.snapshots().stream()
                    .filter(each -> each.origin().equals(ending))
                    .mapToLong(Snapshot::sequence)
                    .findFirst();
        } catch (IOException unreadable) {
            log.accept("cannot tell the snapshot's number: " + unreadable.getMessage());
            return OptionalLong.of(0);
        }
    }

    private void note(StepResult result) {
        log.accept(result.sentence());
        List<String> lines = result.lines();
        lines.subList(Math.max(0, lines.size() - LINES_MAX), lines.size())
                .forEach(line -> log.accept("  | " + line));
    }
}
