package dev.holdfast.platform.process;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;

/**
 * Whether others may change what is about to be run: a program, a folder on the way to it, or a
 * link there. Others are all but root and the user who runs it; a group counts as others, unless it
 * is root's.
 */
public final class Changeable {
    private static final Path TOP = Path.of("/");
    private static final long ROOT = 0;
    private static final int GROUP_WRITES = 020;
    private static final int OTHERS_WRITE = 002;
    private static final int STICKY = 01000;

    /** As many as the kernel follows. */
    private static final int LINKS_MAX = 40;

    private final long user;
    private final Deque<Path> names = new ArrayDeque<>();
    private Path here = TOP;
    private int links;

    private Changeable(Path path, long user) {
        this.user = user;
        path.forEach(names::addLast);
    }

    /**
     * How others could change it, as a sentence that names what to do; empty if they cannot.
     *
     * @param user who will run it
     * @throws IOException if it does not exist, or cannot be looked at
     */
    public static Optional<String> byOthers(Path path, long user) throws IOException {
        return new Changeable(path.toAbsolutePath(), user).walk();
    }

    /** Goes the way that the kernel will go. */
    private Optional<String> walk() throws IOException {
        Optional<String> way = look(TOP);
        while (way.isEmpty() && !names.isEmpty()) {
            Path next = here.resolve(names.removeFirst()).normalize();
            way = look(next);
            if (Files.isSymbolicLink(next)) {
                follow(next);
            } else {
                here = next;
            }
        }
        return way;
    }

    private void follow(Path link) throws IOException {
        if (++links > LINKS_MAX) {
            throw new IOException("too many links on the way: %s".formatted(link));
        }
        Path target = Files.readSymbolicLink(link);
        for (int i = target.getNameCount() - 1; i >= 0; i--) {
            names.addFirst(target.getName(i));
        }
        if (target.isAbsolute()) {
            here = TOP;
        }
    }

    private Optional<String> look(Path path) throws IOException {
        Map<String, Object> found =
                Files.readAttributes(path, "unix:uid,gid,mode", LinkOption.NOFOLLOW_LINKS);
        long owner = number(found, "uid");
        if (owner != ROOT && owner != user) {
            return Optional.of("%s belongs to user %d: chown root %s".formatted(path, owner, path));
        }
        return !Files.isSymbolicLink(path)
                        && isWritable(number(found, "mode"), number(found, "gid"))
                ? Optional.of("others may write to %s: chmod go-w %s".formatted(path, path))
                : Optional.empty();
    }

    /**
     * In a folder on the way, such as /tmp, others may make new names as long as they cannot touch
     * this one.
     */
    private boolean isWritable(long mode, long group) {
        boolean onTheWay = !names.isEmpty();
        boolean writable =
                (mode & OTHERS_WRITE) != 0 || ((mode & GROUP_WRITES) != 0 && group != ROOT);
        return writable && !(onTheWay && (mode & STICKY) != 0);
    }

    private static long number(Map<String, Object> attributes, String name) {
        return Integer.toUnsignedLong((Integer) requireNonNull(attributes.get(name)));
    }
}
