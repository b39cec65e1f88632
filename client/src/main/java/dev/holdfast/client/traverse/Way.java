package dev.holdfast.client.traverse;

import dev.holdfast.model.RawName;
import dev.holdfast.model.RawPath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way from the top to a directory: as a path, but one that shares its beginning with others, so
 * that thousands of levels need little memory.
 *
 * @param parent null for the top
 * @param name null for the top
 */
public record Way(@Nullable Way parent, @Nullable RawName name, int depth) {
    public static final Way TOP = new Way(null, null, 0);

    public Way to(RawName inner) {
        return new Way(this, inner, depth + 1);
    }

    public RawPath path() {
        List<RawName> names = new ArrayList<>(depth);
        for (Way at = this; at != null && at.name != null; at = at.parent) {
            names.add(at.name);
        }
        Collections.reverse(names);
        return new RawPath(names);
    }

    public RawPath path(RawName inner) {
        return to(inner).path();
    }

    /** Two ways are the same only if they are one object: comparing whole ways would be slow. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
