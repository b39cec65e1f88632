package dev.holdfast.client.traverse;

import dev.holdfast.client.download.BulkReader;
import dev.holdfast.client.download.MissingObjectsException;
import dev.holdfast.client.traverse.Remainder.Part;
import dev.holdfast.codec.seal.CorruptDataException;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
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
    private final Deque<Frame<C>> frames = new ArrayDeque<>();

    /** When so few trees are ahead, it is worth to look for more. */
    private int lookAgainAt = ASKED_MAX / 2;

    public Traversal(BulkReader reader, Visitor<C> visitor) {
        this.reader = reader;
        this.ahead = new TreesAhead(reader);
        this.visitor = visitor;
    }

    /** A directory that the traversal is in. */
    private record Frame<C>(Visitor.Place<C> place, Remainder left) {}

    /**
     * Tells the visitor all that lies below a directory.
     *
     * @throws IOException if the visitor fails, or the connection does
     */
    public void run(Way top, C context, Node.Directory directory) throws IOException {
        enter(new Visitor.Place<>(top, context), directory);
        while (!frames.isEmpty()) {
            Frame<C> frame = frames.getLast();
            if (frame.left().isAtEnd()) {
                frames.removeLast();
                visitor.leave(frame.place());
            } else if (frame.left().entry() == null) {
                read(frame);
            } else {
                tell(frame.place(), frame.left().take());
            }
        }
    }

    private void enter(Visitor.Place<C> place, Node.Directory directory) {
        frames.addLast(new Frame<>(place, new Remainder(directory.tree())));
    }

    private void tell(Visitor.Place<C> place, Entry entry) throws IOException {
        if (entry.node() instanceof Node.Directory directory
                && visitor.wants(place.way(), entry, directory)) {
            C context = visitor.enter(place, entry, directory);
            if (context != null) {
                enter(new Visitor.Place<>(place.way().to(entry.name()), context), directory);
            }
        } else {
            visitor.leaf(place, entry);
        }
    }

    private void read(Frame<C> frame) throws IOException {
        reader.requireHealthy();
        Part part = frame.left().parts().getFirst();
        if (!ahead.isAskedFor(part.tree()) || ahead.count() <= lookAgainAt) {
            lookAhead();
        }
        frame.left().parts().removeFirst();
        try {
            frame.left().open(part, ahead.take(part.tree()));
        } catch (CorruptDataException | MissingObjectsException | MalformedException fault) {
            visitor.damaged(frame.place(), fault);
        }
    }

    private void lookAhead() throws IOException {
        Lookout lookout = new Lookout();
        for (var upward = frames.descendingIterator(); upward.hasNext(); ) {
            Frame<C> frame = upward.next();
            lookout.entries(frame.place().way(), frame.left().entries().iterator(), 0);
            for (Part part : frame.left().parts()) {
                lookout.tree(frame.place().way(), part.tree(), 0);
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
