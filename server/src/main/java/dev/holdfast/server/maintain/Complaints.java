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
                    "%s: %s a file that cannot be read: nothing is reclaimed before"
                                    .formatted(
                                            name,
                                            snapshots(health.unreadableSnapshots(), "has", "have"))
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
                    "%s: %s %s: the next backup brings back what the machine"
                                    .formatted(
                                            name,
                                            snapshots(health.incomplete(), "lacks", "lack"),
                                            counted(health.lost(), "object"))
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
                    "%s: %s kept without what was given up for lost"
                            .formatted(name, snapshots(health.incomplete(), "is", "are")));
        }
        if (health.incomplete().isEmpty() && health.damaged() > 0) {
            remarks.add(
                    "%s: %s: waiting for a backup that has it, or needed by nobody"
                            .formatted(name, counted(health.damaged(), "damaged object")));
        }
        health.scrub()
                .filter(memory -> Math.max(memory.worn(), memory.wornBefore()) > 0)
                .ifPresent(memory ->
                        remarks.add(
                                "%s: worn, with nothing lost: %s"
                                        .formatted(
                                                name,
                                                counted(
                                                        Math.max(
                                                                memory.worn(), memory.wornBefore()),
                                                        "pack"))));
        return remarks;
    }

    private static String lift(String name) {
        return " 'holdfast server forget-lost %s'".formatted(name);
    }

    private static String counted(int count, String noun) {
        return "%d %s%s".formatted(count, noun, count == 1 ? "" : "s");
    }

    private static String snapshots(List<Long> sequences, String one, String many) {
        return sequences.size() == 1
                ? "snapshot %d %s".formatted(sequences.getFirst(), one)
                : "snapshots %s %s".formatted(numbers(sequences), many);
    }

    private static String numbers(List<Long> sequences) {
        String some =
                String.join(
                        ", ", sequences.stream().limit(NAMED_MAX).map(String::valueOf).toList());
        int more = sequences.size() - NAMED_MAX;
        return more > 0 ? "%s and %d more".formatted(some, more) : some;
    }
}
