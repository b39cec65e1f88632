package dev.holdfast.client.selection;

import dev.holdfast.model.RawName;
import dev.holdfast.model.RawPath;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which paths are saved: those that were asked for, the way to them, and all below them except what
 * is left out. A node of a tree of names; what has no node of its own is as its parent is.
 */
public final class Selection {
    private static final Selection BELOW_TAKEN = new Selection(Choice.TAKE, false);
    private static final Selection BELOW_LEFT = new Selection(Choice.LEAVE, false);

    private final Choice choice;
    private final boolean named;
    private final Map<RawName, Selection> children = new HashMap<>();

    private Selection(Choice choice, boolean named) {
        this.choice = choice;
        this.named = named;
    }

    /** What becomes of a path. */
    public enum Choice {
        /** Saved, with all below it. */
        TAKE,
        /** On the way to something that is saved. */
        PASS,
        /** Not saved; a directory is kept empty where its parent is saved. */
        LEAVE
    }

    /**
     * @param taken paths to save; the longest path that leads to a name decides
     * @param left paths to leave out
     */
    public static Selection of(Collection<RawPath> taken, Collection<RawPath> left) {
        boolean everything = taken.contains(RawPath.ROOT);
        Selection top = new Selection(everything ? Choice.TAKE : Choice.PASS, everything);
        // The shorter first: what is between a path and the next shorter one is as that one is.
        Stream<Placing> placings =
                Stream.concat(
                        left.stream().map(path -> new Placing(path, Choice.LEAVE)),
                        taken.stream().map(path -> new Placing(path, Choice.TAKE)));
        placings.filter(placing -> !placing.path().names().isEmpty())
                .sorted(Comparator.comparingInt(placing -> placing.path().names().size()))
                .forEach(placing -> top.place(placing.path(), placing.choice()));
        return top.withWays();
    }

    private record Placing(RawPath path, Choice choice) {}

    private void place(RawPath path, Choice choice) {
        Selection node = this;
        List<RawName> names = path.names();
        for (int i = 0; i < names.size(); i++) {
            Selection inherited = node.at(names.get(i));
            boolean last = i == names.size() - 1;
            Selection parent = node;
            node =
                    parent.children.compute(
                            names.get(i),
                            (name, known) ->
                                    last
                                            ? renewed(known, choice)
                                            : known == null
                                                    ? new Selection(inherited.choice, false)
                                                    : known);
        }
    }

    private static Selection renewed(@Nullable Selection known, Choice choice) {
        Selection node = new Selection(choice, choice == Choice.TAKE);
        if (known != null) {
            node.children.putAll(known.children);
        }
        return node;
    }

    /** What is left out, but leads to something taken, is passed. */
    private Selection withWays() {
        boolean leads = false;
        for (Map.Entry<RawName, Selection> child : children.entrySet()) {
            child.setValue(child.getValue().withWays());
            leads |= child.getValue().choice != Choice.LEAVE;
        }
        if (choice != Choice.LEAVE || !leads) {
            return this;
        }
        Selection way = new Selection(Choice.PASS, false);
        way.children.putAll(children);
        return way;
    }

    public Choice choice() {
        return choice;
    }

    /** Whether just this path was asked for, so that even a file system of its own is taken. */
    public boolean isNamed() {
        return named;
    }

    /** Whether a path below was asked for itself. */
    boolean leadsToNamed() {
        return children.values().stream().anyMatch(child -> child.named || child.leadsToNamed());
    }

    /** The same with nothing but what was asked for itself, and the way to it. */
    Selection passed() {
        Selection way = new Selection(Choice.PASS, false);
        children.forEach((name, child) -> {
            if (child.named) {
                way.children.put(name, child);
            } else if (child.leadsToNamed()) {
                way.children.put(name, child.passed());
            }
        });
        return way;
    }

    /** What becomes of an entry of this directory. */
    public Selection at(RawName name) {
        Selection child = children.get(name);
        if (child != null) {
            return child;
        }
        return choice == Choice.TAKE ? BELOW_TAKEN : BELOW_LEFT;
    }
}
