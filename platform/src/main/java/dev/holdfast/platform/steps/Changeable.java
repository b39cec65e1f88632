package dev.holdfast.platform.steps;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;

/**
 * Whether others may change what is run or read: a program, a folder on the way to it, or a link
 * there. Others are all but root and the user who runs it; a group counts as others, unless it is
 * root's.
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
    private final Span span;
    private final Deque<Path> names = new ArrayDeque<>();
    private Path here = TOP;
    private int links;

    /** For how long it must not change. */
    private enum Span {
        /** Until it is run, which is at once. */
        NOW,
        /** As long as something on this host says to run it. */
        FOR_GOOD
    }

    private Changeable(Path path, long user, Span span) {
        this.user = user;
        this.span = span;
        path.toAbsolutePath().forEach(names::addLast);
    }

    /**
     * How others could change it, as a sentence that names what to do; empty if they cannot.
     *
     * @param user who will run it
     * @throws IOException if it does not exist, or cannot be looked at
     */
    public static Optional<String> byOthers(Path path, long user) throws IOException {
        return new Changeable(path, user, Span.NOW).walk();
    }

    /**
     * The same of what is run or read for years. A folder such as /tmp is no place for it: it is
     * emptied now and then, and the next may put something there. It need not exist: what counts is
     * then who could make it.
     */
    public static Optional<String> byOthersInTime(Path path, long user) throws IOException {
        try {
            return new Changeable(path, user, Span.FOR_GOOD).walk();
        } catch (NoSuchFileException notYet) {
            return Optional.empty();
        }
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
        long mode = number(found, "mode");
        if (Files.isSymbolicLink(path) || !isWritable(mode, number(found, "gid"))) {
            return Optional.empty();
        }
        return switch (span) {
            case NOW -> isShared(mode) ? Optional.empty() : Optional.of(remedy(path));
            case FOR_GOOD ->
                    Optional.of(
                            isShared(mode)
                                    ? ("nothing stays in %s, and then others may put theirs there:"
                                                    + " have it elsewhere, such as below /opt")
                                            .formatted(path)
                                    : remedy(path));
        };
    }

    private static String remedy(Path path) {
        return "others may write to %s: chmod go-w %s".formatted(path, path);
    }

    private static boolean isWritable(long mode, long group) {
        return (mode & OTHERS_WRITE) != 0 || ((mode & GROUP_WRITES) != 0 && group != ROOT);
    }

    /**
     * In a folder on the way, such as /tmp, others may make new names as long as they cannot touch
     * this one.
     */
    private boolean isShared(long mode) {
        boolean onTheWay = !names.isEmpty();
        return onTheWay && (mode & STICKY) != 0;
    }

    private static long number(Map<String, Object> attributes, String name) {
        return Integer.toUnsignedLong((Integer) requireNonNull(attributes.get(name)));
    }
}
