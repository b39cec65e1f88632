package dev.holdfast.client.selection;

import dev.holdfast.client.config.Exclusion;
import dev.holdfast.client.filter.FilterScope;
import dev.holdfast.client.filter.FilterScope.Kind;
import dev.holdfast.client.filter.FilterScope.Verdict;
import dev.holdfast.client.filter.Rule;
import dev.holdfast.client.selection.Decision.Reason;
import dev.holdfast.client.selection.Selection.Choice;
import dev.holdfast.filesystem.capture.FileStatus;
import dev.holdfast.filesystem.capture.SourceDirectory.Crossing;
import dev.holdfast.filesystem.volume.MountKind;
import dev.holdfast.model.RawName;
import dev.holdfast.model.tree.FileSystemId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What of one directory is saved, and why the rest is not. */
public final class DirectoryChoices {
    private final Selection selection;
    private final FilterScope rules;
    private final Set<Exclusion> exclusions;

    private DirectoryChoices(Selection selection, FilterScope rules, Set<Exclusion> exclusions) {
        this.selection = selection;
        this.rules = rules;
        this.exclusions = exclusions;
    }

    /** What of the root directory is saved; its files of rules are read now. */
    static DirectoryChoices top(Choices choices, FilterScope.Files files) {
        FilterScope rules = choices.filter().top(files);
        return new DirectoryChoices(choices.selection(), rules, choices.exclusions());
    }

    /**
     * What of a directory in this one is saved; its files of rules are read now.
     *
     * @param decided what became of it
     */
    public DirectoryChoices enter(RawName name, Selection decided, FilterScope.Files files) {
        return new DirectoryChoices(decided, rules.enter(name, files), exclusions);
    }

    public Selection selection() {
        return selection;
    }

    /** Files of rules in this directory that are not applied, in sentences. */
    public List<String> problems() {
        return rules.problems();
    }

    /**
     * Whether all of this directory is saved that the rules keep, and whoever has a snapshot can
     * tell what they drop.
     */
    public boolean isWhole() {
        return selection.choice() == Choice.TAKE && !rules.hasHiddenRules();
    }

    /**
     * Decides without a look at the entry, which may never answer.
     *
     * @return empty when it depends on what it is
     */
    public Optional<Reason> leaves(RawName name) {
        Selection inner = selection.at(name);
        if (inner.choice() == Choice.LEAVE && selection.choice() != Choice.TAKE) {
            return Optional.of(new Reason.NotAsked());
        }
        return asksRules(inner) && !inner.leadsToNamed() && rules.dropsAnyKind(name)
                ? dropped(rules.judge(name, Kind.OTHER))
                : Optional.empty();
    }

    /** Decides what becomes of an entry. */
    public Decision decide(RawName name, FileStatus status) {
        Kind kind = status.isDirectory() ? Kind.DIRECTORY : Kind.OTHER;
        Decision decision = decide(name, kind);
        return status.isNoDump()
                        && exclusions.contains(Exclusion.NODUMP)
                        && decision instanceof Decision.Saved(Selection inner, Rule _)
                        && asksRules(inner)
                ? left(inner, kind, new Reason.NoDump())
                : decision;
    }

    /** Decides what becomes of an entry of which only its kind is known. */
    public Decision decide(RawName name, Kind kind) {
        Selection inner = selection.at(name);
        if (!asksRules(inner)) {
            return inner.choice() == Choice.TAKE || kind == Kind.DIRECTORY
                    ? new Decision.Saved(inner, null)
                    : new Decision.Left(
                            inner.choice() == Choice.LEAVE
                                    ? new Reason.Own()
                                    : new Reason.NotAsked());
        }
        Verdict verdict = rules.judge(name, kind);
        return dropped(verdict)
                .map(reason -> left(inner, kind, reason))
                .orElseGet(() -> new Decision.Saved(inner, verdict.rule()));
    }

    private static Decision left(Selection inner, Kind kind, Reason reason) {
        return kind == Kind.DIRECTORY && inner.leadsToNamed()
                ? new Decision.Saved(inner.passed(), null)
                : new Decision.Left(reason);
    }

    /** What was asked for by name is saved whatever rules say, and so is the way to it. */
    private static boolean asksRules(Selection inner) {
        return inner.choice() == Choice.TAKE && !inner.isNamed();
    }

    private static Optional<Reason> dropped(Verdict verdict) {
        Rule rule = verdict.rule();
        return rule == null || verdict.isKept()
                ? Optional.empty()
                : Optional.of(new Reason.ByRule(rule));
    }

    /**
     * Whether a file system that begins at an entry of this directory is saved.
     *
     * @param decided what became of the entry
     */
    public boolean takes(Crossing crossing, FileSystemId fileSystem, Selection decided) {
        boolean worth =
                crossing != Crossing.MOUNT || MountKind.of(fileSystem.type()) == MountKind.LOCAL;
        return takesOthers(decided) && (worth || isOnPurpose(decided));
    }

    /**
     * Whether file systems below the asked paths are saved at all, such as one that begins there.
     */
    boolean takesOthers(Selection decided) {
        return isOnPurpose(decided)
                || (decided.choice() == Choice.TAKE
                        && !exclusions.contains(Exclusion.OTHER_FILE_SYSTEMS));
    }

    /** Whether it was asked for by name, or is on the way to what was. */
    public static boolean isOnPurpose(Selection decided) {
        return decided.isNamed() || decided.choice() == Choice.PASS;
    }

    /** Whether the content of this directory is left out if it is a cache. */
    public boolean leavesCaches() {
        return exclusions.contains(Exclusion.CACHES) && asksRules(selection);
    }
}
