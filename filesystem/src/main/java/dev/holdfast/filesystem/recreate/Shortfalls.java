package dev.holdfast.filesystem.recreate;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What could not be set on files that were made, by kind: without root much of it cannot. For all
 * threads of a run.
 */
public final class Shortfalls {
    /** Enough to see what it is about; the count tells how much. */
    private static final int EXAMPLES_MAX = 3;

    /** What was to be set. */
    public enum Kind {
        OWNER,
        PERMISSIONS,
        ACL,
        CAPABILITY,
        XATTR,
        FLAGS,
        TIMES
    }

    /** How often one kind could not be set, and sentences about the first few. */
    public record Shortfall(Kind kind, long count, List<String> examples) {
        public Shortfall {
            examples = List.copyOf(examples);
        }

        private Shortfall plus(String example) {
            List<String> more = new ArrayList<>(examples);
            if (more.size() < EXAMPLES_MAX) {
                more.add(example);
            }
            return new Shortfall(kind, count + 1, more);
        }
    }

    private final Map<Kind, Shortfall> byKind = new EnumMap<>(Kind.class);

    synchronized void add(Kind kind, String example) {
        Shortfall before = byKind.getOrDefault(kind, new Shortfall(kind, 0, List.of()));
        byKind.put(kind, before.plus(example));
    }

    /** One for each kind of which something could not be set. */
    public synchronized List<Shortfall> all() {
        return List.copyOf(byKind.values());
    }
}
