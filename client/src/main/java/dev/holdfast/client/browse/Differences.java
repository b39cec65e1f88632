package dev.holdfast.client.browse;

import dev.holdfast.client.download.ObjectReader;
import dev.holdfast.client.traverse.EntryCursor;
import dev.holdfast.client.traverse.Trees;
import dev.holdfast.client.traverse.Way;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.RawPath;
import dev.holdfast.model.tree.Content;
import dev.holdfast.model.tree.Entry;
import dev.holdfast.model.tree.Extent;
import dev.holdfast.model.tree.Metadata;
import dev.holdfast.model.tree.Node;
import dev.holdfast.model.tree.Root;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells what differs between two snapshots. Directories whose trees have the same id are the same,
 * and are not read.
 */
public final class Differences {
    /** Trees fetched at once. */
    private static final int AHEAD = 64;

    private final ObjectReader objects;
    private final Trees trees;
    private final Listener listener;

    /** What is left to be compared, the next one first. */
    private final Deque<Pair> pairs = new ArrayDeque<>();

    /** How an entry differs. */
    public enum Change {
        ADDED,
        REMOVED,
        /** Another type, or other content. */
        CHANGED,
        /** Owner, permissions, times, attributes. */
        METADATA
    }

    /** Hears of each entry that differs; of what is added or removed with a directory, of each. */
    @FunctionalInterface
    public interface Listener {
        void differs(Change change, RawPath path, Entry entry) throws IOException;
    }

    /** A directory, as it was and as it is; one of both may not be there. */
    private record Pair(Way way, @Nullable ObjectId before, @Nullable ObjectId after) {}

    public Differences(ObjectReader objects, Listener listener) {
        this.objects = objects;
        this.trees = new Trees(objects);
        this.listener = listener;
    }

    /**
     * @throws IOException if a tree cannot be read
     */
    public void run(Root before, Root after) throws IOException {
        pairs.push(
                new Pair(Way.TOP, before.top().directory().tree(), after.top().directory().tree()));
        while (!pairs.isEmpty()) {
            prefetch();
            compare(pairs.pop());
        }
    }

    private void prefetch() throws IOException {
        List<ObjectId> ids = new ArrayList<>();
        for (Iterator<Pair> next = pairs.iterator(); next.hasNext() && ids.size() < AHEAD; ) {
            Pair pair = next.next();
            if (pair.before() != null) {
                ids.add(pair.before());
            }
            if (pair.after() != null) {
                ids.add(pair.after());
            }
        }
        objects.prefetch(ids);
    }

    private void compare(Pair pair) throws IOException {
        if (Objects.equals(pair.before(), pair.after())) {
            return;
        }
        List<Pair> inner = new ArrayList<>();
        EntryCursor before = trees.cursor(pair.before());
        EntryCursor after = trees.cursor(pair.after());
        while (!before.isAtEnd() || !after.isAtEnd()) {
            if (before.isAtSamePart(after)) {
                before.skipPart();
                after.skipPart();
            } else {
                compareNext(pair.way(), before, after, inner);
            }
        }
        inner.reversed().forEach(pairs::push);
    }

    private void compareNext(Way way, EntryCursor before, EntryCursor after, List<Pair> inner)
            throws IOException {
        before.openUnlessBeyond(after);
        after.openUnlessBeyond(before);
        Entry was = before.entry();
        Entry is = after.entry();
        int order = was == null ? 1 : is == null ? -1 : was.name().compareTo(is.name());
        if (was == null && is == null) {
            return; // parts within parts were opened
        }
        Entry old = order <= 0 ? before.next() : null;
        Entry now = order >= 0 ? after.next() : null;
        compare(way, old, now);
        addInner(way, old, now, inner);
    }

    private void compare(Way way, @Nullable Entry was, @Nullable Entry is) throws IOException {
        if (was == null && is != null) {
            tell(Change.ADDED, way, is);
        } else if (is == null && was != null) {
            tell(Change.REMOVED, way, was);
        } else if (was != null && is != null) {
            if (!same(was.node(), is.node())) {
                tell(Change.CHANGED, way, is);
            } else if (!same(was.metadata(), is.metadata())) {
                tell(Change.METADATA, way, is);
            }
        }
    }

    private void tell(Change change, Way way, Entry entry) throws IOException {
        listener.differs(change, way.path(entry.name()), entry);
    }

    private static void addInner(
            Way way, @Nullable Entry was, @Nullable Entry is, List<Pair> inner) {
        ObjectId before = tree(was);
        ObjectId after = tree(is);
        Entry either = is == null ? was : is;
        if (either != null && !Objects.equals(before, after)) {
            inner.add(new Pair(way.to(either.name()), before, after));
        }
    }

    private static @Nullable ObjectId tree(@Nullable Entry entry) {
        return entry != null && entry.node() instanceof Node.Directory directory
                ? directory.tree()
                : null;
    }

    /** Whether two are of one type and have the same content; of directories the type counts. */
    static boolean same(Node one, Node other) {
        if (one instanceof Node.Directory) {
            return other instanceof Node.Directory;
        }
        if (one instanceof Node.RegularFile a && other instanceof Node.RegularFile b) {
            return a.size() == b.size() && same(a.content(), b.content());
        }
        return one.equals(other);
    }

    /** A small file may have gone to another chunk: its digest tells that it is the same. */
    private static boolean same(Content one, Content other) {
        if (!(one instanceof Content.Extents(List<Extent> a))
                || !(other instanceof Content.Extents(List<Extent> b))
                || a.size() != b.size()) {
            return one.equals(other);
        }
        for (int i = 0; i < a.size(); i++) {
            if (!same(a.get(i), b.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(Extent one, Extent other) {
        if (one instanceof Extent.Slice a
                && other instanceof Extent.Slice b
                && a.digest() != null
                && b.digest() != null) {
            return a.length() == b.length() && a.digest().equals(b.digest());
        }
        return one.equals(other);
    }

    /** Whether a restore would make the same; another inode alone is no difference. */
    static boolean same(Metadata one, Metadata other) {
        return one.mode() == other.mode()
                && one.owner().equals(other.owner())
                && one.times().modified().equals(other.times().modified())
                && one.flags() == other.flags()
                && one.xattrs().equals(other.xattrs());
    }
}
