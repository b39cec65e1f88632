package dev.holdfast.filesystem.recreate;

import dev.holdfast.platform.linux.Descriptor;
import dev.holdfast.platform.linux.Errno;
import dev.holdfast.platform.linux.ErrnoException;
import dev.holdfast.platform.linux.OpenMode;
import dev.holdfast.platform.linux.Stat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;

/**
 * Keeps those directories open that were used last, so that a tree of any depth and breadth needs
 * few descriptors. A directory that was closed is opened again beneath the nearest one that is
 * open, never through a link, and only if it is still the directory that it was. For many threads.
 */
final class OpenPlaces {
    private static final OpenMode DIRECTORY = OpenMode.READ.directory();

    /** Directories kept open that nobody uses at the moment. */
    private static final int IDLE_MAX = 128;

    /** The kernel takes no longer path at once, its ending zero included. */
    private static final int PATH_LENGTH_MAX = 4_095;

    // Guarded by this: open, and used by nobody, the one used last at the end.
    private final Set<Place> idle = new LinkedHashSet<>();

    synchronized Descriptor take(Place place) throws IOException {
        Descriptor open = place.descriptor;
        if (open == null) {
            open = reopen(place);
            place.descriptor = open;
        }
        idle.remove(place);
        place.users++;
        return open;
    }

    synchronized void giveBack(Place place) throws IOException {
        place.users--;
        if (place.users == 0 && place.descriptor != null && place.parent() != null) {
            idle.add(place);
            closeEldest();
        }
    }

    private void closeEldest() throws IOException {
        Iterator<Place> eldest = idle.iterator();
        while (idle.size() > IDLE_MAX) {
            Place closing = eldest.next();
            eldest.remove();
            closeDescriptor(closing);
        }
    }

    synchronized void close(Place place) throws IOException {
        idle.remove(place);
        closeDescriptor(place);
    }

    private static void closeDescriptor(Place place) throws IOException {
        Descriptor open = place.descriptor;
        place.descriptor = null;
        if (open != null) {
            open.close();
        }
    }

    private static Descriptor reopen(Place place) throws IOException {
        Deque<byte[]> way = new ArrayDeque<>();
        Place above = place;
        while (above.descriptor == null) {
            way.addFirst(above.name());
            above = Objects.requireNonNull(above.parent(), "the topmost place was closed");
        }
        Descriptor found = descend(Objects.requireNonNull(above.descriptor), way);
        if (!place.is(Stat.of(found))) {
            found.close();
            throw new ErrnoException("go back to directory", place.name(), Errno.ESTALE);
        }
        return found;
    }

    /** In steps that the kernel takes at once: a way may be longer than any path. */
    private static Descriptor descend(Descriptor from, Deque<byte[]> way) throws IOException {
        Descriptor at = from;
        while (!way.isEmpty()) {
            Descriptor next;
            try {
                next = step(at, way);
            } finally {
                if (at != from) {
                    at.close();
                }
            }
            at = next;
        }
        return at;
    }

    private static Descriptor step(Descriptor at, Deque<byte[]> way) throws IOException {
        ByteArrayOutputStream path = new ByteArrayOutputStream();
        Deque<byte[]> taken = new ArrayDeque<>();
        while (!way.isEmpty() && path.size() + 1 + way.getFirst().length <= PATH_LENGTH_MAX) {
            byte[] name = way.removeFirst();
            if (path.size() > 0) {
                path.write('/');
            }
            path.writeBytes(name);
            taken.addLast(name);
        }
        try {
            return at.openBeneath(path.toByteArray(), DIRECTORY);
        } catch (ErrnoException e) {
            if (e.errno() != Errno.ENOSYS) {
                throw e;
            }
            // An old kernel: one name after the other is as safe.
            byte[] first = taken.removeFirst();
            taken.descendingIterator().forEachRemaining(way::addFirst);
            return at.open(first, DIRECTORY);
        }
    }
}
