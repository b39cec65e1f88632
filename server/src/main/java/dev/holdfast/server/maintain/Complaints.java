package dev.holdfast.server.maintain;

import dev.holdfast.server.upkeep.Holding;
import dev.holdfast.store.vault.Health;
import java.util.ArrayList;
import java.util.List;

/** Says what is wrong with a vault, and what to do about it. Pure. */
public final class Complaints {
    private static final int NAMED_MAX = 20;

    private Complaints() {}

    /** What an administrator should know, each a sentence; none if the vault is sound. */
    public static List<String> of(Holding holding, Health health) {
        return of(holding.tenant().name(), health);
    }

    static List<String> of(String name, Health health) {
        List<String> complaints = new ArrayList<>();
        if (!health.unreadableSnapshots().isEmpty()) {
            complaints.add(
                    "%s: the files of snapshots %s cannot be read: nothing is reclaimed before"
                                    .formatted(name, numbers(health.unreadableSnapshots()))
                            + lift(name));
        }
        if (!health.unreadablePartials().isEmpty()) {
            complaints.add(
                    "%s: an unfinished backup cannot be read: nothing is reclaimed before the next"
                                    .formatted(name)
                            + " backup is made, or"
                            + lift(name));
        }
        if (!health.incomplete().isEmpty() && health.lost() > 0) {
            complaints.add(
                    "%s: snapshots %s lack %d objects: the next backup brings back what the machine"
                                    .formatted(name, numbers(health.incomplete()), health.lost())
                            + " still has, and 'holdfast check' there names the files; what stays"
                            + " lost may keep room from being made until"
                            + lift(name));
        }
        return complaints;
    }

    /** What is worth a line, but nothing to be done about. */
    public static List<String> remarks(String name, Health health) {
        List<String> remarks = new ArrayList<>();
        if (!health.incomplete().isEmpty() && health.lost() == 0) {
            remarks.add(
                    "%s: snapshots %s are kept without what was given up for lost"
                            .formatted(name, numbers(health.incomplete())));
        }
        if (health.incomplete().isEmpty() && health.damaged() > 0) {
            remarks.add(
                    "%s: %d damaged objects wait for a backup that has them, or nobody needs them"
                            .formatted(name, health.damaged()));
        }
        health.scrub()
                .filter(memory -> Math.max(memory.worn(), memory.wornBefore()) > 0)
                .ifPresent(memory ->
                        remarks.add(
                                "%s: %d packs are worn, with nothing lost"
                                        .formatted(
                                                name,
                                                Math.max(memory.worn(), memory.wornBefore()))));
        return remarks;
    }

    private static String lift(String name) {
        return " 'holdfast server forget-lost %s'".formatted(name);
    }

    private static String numbers(List<Long> sequences) {
        String some =
                String.join(
                        ", ", sequences.stream().limit(NAMED_MAX).map(String::valueOf).toList());
        int more = sequences.size() - NAMED_MAX;
        return more > 0 ? "%s and %d more".formatted(some, more) : some;
    }
}
