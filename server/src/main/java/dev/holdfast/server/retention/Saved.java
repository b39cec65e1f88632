package dev.holdfast.server.retention;

import java.time.Instant;
import java.util.Set;

/**
 * A snapshot as far as retention is concerned.
 *
 * @param sequence the server's count within the vault, by which one is older than another
 * @param received the server's clock at the commit, which may have been wrong
 * @param marks what else is known of it
 */
public record Saved(long sequence, Instant received, Set<Mark> marks) {
    public Saved {
        marks = Set.copyOf(marks);
    }

    /** What makes a snapshot other than most. */
    public enum Mark {
        /** Somebody wants it to stay. */
        HELD,
        /** It came with a sudden change that nobody has called harmless yet. */
        SUSPICIOUS,
        /** It went beyond what its client may bring. */
        SURPLUS
    }

    boolean is(Mark mark) {
        return marks.contains(mark);
    }
}
