package dev.holdfast.client.traverse;

import dev.holdfast.client.download.ObjectSource;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.RawName;
import dev.holdfast.model.tree.Entry;
import dev.holdfast.model.tree.TreeFormat;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one directory, one after another in the order of their names, read part by part.
 * Whoever goes down a tree of directories holds one of these for each level, and needs no stack.
 */
public final class EntryCursor {
    /** Parts fetched at once: few enough that all are still kept when they are read. */
    private static final int AHEAD = 32;

    private final ObjectSource objects;
    private final Remainder remainder;

    /** How many of the next parts were asked for. */
    private int ahead;

    EntryCursor(ObjectSource objects, @Nullable ObjectId tree) {
        this.objects = objects;
        this.remainder = new Remainder(tree);
    }

    /**
     * The next entry; null after the last.
     *
     * @throws MalformedException if what is read is no directory
     */
    public @Nullable Entry next() throws IOException {
        while (remainder.entry() == null && !remainder.isAtEnd()) {
            prefetch();
            openPart();
        }
        return remainder.isAtEnd() ? null : remainder.take();
    }

    private void prefetch() throws IOException {
        if (ahead == 0) {
            var next = remainder.parts().stream().limit(AHEAD).map(Remainder.Part::tree).toList();
            objects.prefetch(next);
            ahead = next.size();
        }
        ahead--;
    }

    private void openPart() throws IOException {
        int left = remainder.parts().size();
        Remainder.Part part = remainder.parts().removeFirst();
        remainder.open(part, TreeFormat.decodeTree(objects.read(part.tree())));
        if (remainder.parts().size() >= left) {
            ahead = 0; // the parts of this part come first
        }
    }

    /** Whether no entry is left. */
    public boolean isAtEnd() {
        return remainder.isAtEnd();
    }

    /** The next entry, which stays; null at the end, and before a part that is not open. */
    public @Nullable Entry entry() {
        return remainder.entry();
    }

    /** Whether both are before a part, and it is the same. */
    public boolean isAtSamePart(EntryCursor other) {
        Remainder.Part ours = remainder.parts().peekFirst();
        Remainder.Part theirs = other.remainder.parts().peekFirst();
        return entry() == null
                && other.entry() == null
                && ours != null
                && theirs != null
                && ours.tree().equals(theirs.tree());
    }

    /** Goes on behind the next part without reading it. */
    public void skipPart() {
        remainder.parts().removeFirst();
    }

    /** Opens the next part, unless the other's next entry comes before all that is in it. */
    public void openUnlessBeyond(EntryCursor other) throws IOException {
        Entry theirs = other.entry();
        RawName before = remainder.before();
        boolean beyond = theirs != null && before != null && theirs.name().compareTo(before) <= 0;
        if (entry() == null && !remainder.isAtEnd() && !beyond) {
            openPart();
        }
    }
}
