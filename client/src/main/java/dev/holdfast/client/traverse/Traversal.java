package dev.holdfast.client.traverse;

import dev.holdfast.client.vault.BulkReader;
import dev.holdfast.client.vault.MissingObjectsException;
import dev.holdfast.client.vault.Trees;
import dev.holdfast.codec.seal.CorruptDataException;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.RawName;
import dev.holdfast.model.tree.Entry;
import dev.holdfast.model.tree.Node;
import dev.holdfast.model.tree.Tree;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Goes through all that lies below a directory of a snapshot, without recursion, so that depth
 * costs a little memory and nothing else. Trees that will be needed soon are asked for ahead, many
 * in one request, as far as {@link #AHEAD_BYTES_MAX} allows: first what lies nearest on the way.
 */
public final class Traversal<C> {
    /** Trees of one request. */
    private static final int ASKED_MAX = 512;

    /** Plaintext of trees that are waiting to be read; decoded they take about four times that. */
    private static final long AHEAD_BYTES_MAX = 4 << 20;

    /** However large the trees ahead are, one request brings so many. */
    private static final int ASKED_MIN = 16;

    /** How far below what is read a look ahead goes. */
    private static final int LOOK_AHEAD_LEVELS_MAX = 32;

    private final BulkReader reader;
    private final TreesAhead ahead;
    private final Visitor<C> visitor;
    private final Deque<Frame> frames = new ArrayDeque<>();

    /** When so few trees are ahead, it is worth to look for more. */
    private int lookAgainAt = ASKED_MAX / 2;

    public Traversal(BulkReader reader, Visitor<C> visitor) {
        this.reader = reader;
        this.ahead = new TreesAhead(reader);
        this.visitor = visitor;
    }

    /** A part of a directory that has not been read. */
    private record Part(ObjectId tree, @Nullable RawName last, int level) {}

    /** A directory that the traversal is in. */
    private final class Frame {
        private final Visitor.Place<C> place;
        private final Deque<Part> parts = new ArrayDeque<>();
        private List<Entry> entries = List.of();
        private int next;
        private @Nullable RawName before;

        Frame(Visitor.Place<C> place, Node.Directory directory) {
            this.place = place;
            if (directory.tree() != null) {
                parts.add(new Part(directory.tree(), null, 0));
            }
        }

        /** Makes what a tree holds the next to be told, having seen that it fits. */
        void open(Part part, Tree tree) throws MalformedException {
            if (part.level() >= Trees.LEVELS_MAX) {
                throw new MalformedException("parts within parts, %d deep".formatted(part.level()));
            }
            switch (tree) {
                case Tree.Leaf(var inner) -> {
                    requireEnd(part, inner.getLast().name());
                    requireAfter(inner.getFirst().name());
                    before = inner.getLast().name();
                    entries = inner;
                    next = 0;
                }
                case Tree.Inner(var inner) -> {
                    requireEnd(part, inner.getLast().last());
                    for (Tree.Part each : inner.reversed()) {
                        parts.addFirst(new Part(each.tree(), each.last(), part.level() + 1));
                    }
                }
            }
        }

        private void requireEnd(Part part, RawName end) throws MalformedException {
            if (part.last() != null && !part.last().equals(end)) {
                throw new MalformedException("tree %s does not end as said".formatted(part.tree()));
            }
        }

        private void requireAfter(RawName name) throws MalformedException {
            if (before != null && before.compareTo(name) >= 0) {
                throw new MalformedException(
                        "names out of order or twice: '%s', '%s'".formatted(before, name));
            }
        }
    }

    /**
     * Tells the visitor all that lies below a directory.
     *
     * @throws IOException if the visitor fails, or the connection does
     */
    public void run(Way top, C context, Node.Directory directory) throws IOException {
        frames.addLast(new Frame(new Visitor.Place<>(top, context), directory));
        while (!frames.isEmpty()) {
            Frame frame = frames.getLast();
            if (frame.next < frame.entries.size()) {
                tell(frame, frame.entries.get(frame.next++));
            } else if (!frame.parts.isEmpty()) {
                read(frame, frame.parts.getFirst());
            } else {
                frames.removeLast();
                visitor.leave(frame.place);
            }
        }
    }

    private void tell(Frame frame, Entry entry) throws IOException {
        if (entry.node() instanceof Node.Directory directory
                && visitor.wants(frame.place.way(), entry, directory)) {
            C context = visitor.enter(frame.place, entry, directory);
            if (context != null) {
                Way way = frame.place.way().to(entry.name());
                frames.addLast(new Frame(new Visitor.Place<>(way, context), directory));
            }
        } else {
            visitor.leaf(frame.place, entry);
        }
    }

    private void read(Frame frame, Part part) throws IOException {
        reader.requireHealthy();
        if (!ahead.isAskedFor(part.tree()) || ahead.count() <= lookAgainAt) {
            lookAhead();
        }
        frame.parts.removeFirst();
        try {
            frame.open(part, ahead.take(part.tree()));
        } catch (CorruptDataException | MissingObjectsException | MalformedException fault) {
            visitor.damaged(frame.place, fault);
        }
    }

    private void lookAhead() throws IOException {
        Lookout lookout = new Lookout();
        for (Iterator<Frame> upward = frames.descendingIterator(); upward.hasNext(); ) {
            Frame frame = upward.next();
            lookout.entries(frame.place.way(), frame.entries.listIterator(frame.next), 0);
            for (Part part : frame.parts) {
                lookout.tree(frame.place.way(), part.tree(), 0);
            }
            if (lookout.isFull()) {
                break;
            }
        }
        ahead.ask(List.copyOf(lookout.found));
        lookAgainAt = ahead.count() / 2;
    }

    /** Finds the next trees on the way that nobody has asked for. */
    private final class Lookout {
        private final Set<ObjectId> found = new LinkedHashSet<>();
        private final int countMax = countMax();

        private int countMax() {
            long room = (AHEAD_BYTES_MAX - ahead.bytes()) / (2 << 10);
            return Math.clamp(room, ASKED_MIN, ASKED_MAX);
        }

        boolean isFull() {
            return found.size() >= countMax;
        }

        void entries(Way way, Iterator<Entry> entries, int level) {
            while (entries.hasNext() && !isFull()) {
                Entry entry = entries.next();
                if (entry.node() instanceof Node.Directory directory
                        && directory.tree() != null
                        && visitor.wants(way, entry, directory)) {
                    tree(way.to(entry.name()), directory.tree(), level);
                }
            }
        }

        void tree(Way way, ObjectId id, int level) {
            if (isFull()) {
                return;
            }
            if (!ahead.isAskedFor(id)) {
                found.add(id);
                return;
            }
            Optional<Tree> come = ahead.peek(id);
            if (come.isPresent() && level < LOOK_AHEAD_LEVELS_MAX) {
                switch (come.get()) {
                    case Tree.Leaf(var entries) -> entries(way, entries.iterator(), level + 1);
                    case Tree.Inner(var parts) -> {
                        for (Tree.Part part : new ArrayList<>(parts)) {
                            tree(way, part.tree(), level + 1);
                        }
                    }
                }
            }
        }
    }
}
