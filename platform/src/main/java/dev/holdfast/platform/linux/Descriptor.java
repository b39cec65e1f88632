package dev.holdfast.platform.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/**
 * An open file or directory. Who opens it closes it, in the same method; it is not to be closed
 * while another thread uses it.
 */
public final class Descriptor implements AutoCloseable {
    private static final int CLOSED = -1;

    /** Permissions that a created file gets when nothing is said: its owner's alone. */
    private static final int PRIVATE = 0600;

    /** RESOLVE_NO_MAGICLINKS, RESOLVE_NO_SYMLINKS, RESOLVE_BENEATH. */
    private static final long BENEATH_WITHOUT_LINKS = 0x02 | 0x04 | 0x08;

    private static final long HOW_SIZE = 24;

    private final byte[] name;
    private final OpenMode mode;
    private volatile int number;

    private Descriptor(byte[] name, OpenMode mode, int number) {
        this.name = name;
        this.mode = mode;
        this.number = number;
    }

    /** Opens the root directory. */
    public static Descriptor root() throws ErrnoException {
        byte[] root = "/".getBytes(StandardCharsets.US_ASCII);
        return openPath(root, OpenMode.READ.directory());
    }

    /**
     * Opens a path that the user named, relative to the working directory unless it starts with a
     * slash. Everything below it is opened by {@link #open}.
     */
    public static Descriptor openPath(byte[] path, OpenMode mode) throws ErrnoException {
        Scratch scratch = Scratch.current();
        long address = scratch.path(path);
        return open(scratch, Syscall.AT_FDCWD, address, path, mode, PRIVATE);
    }

    /** Opens an entry of this directory. */
    public Descriptor open(byte[] entry, OpenMode openMode) throws ErrnoException {
        return create(entry, openMode, PRIVATE);
    }

    /** Opens an entry of this directory; a file created by this gets these permissions. */
    public Descriptor create(byte[] entry, OpenMode openMode, int permissions)
            throws ErrnoException {
        Scratch scratch = Scratch.current();
        long address = scratch.name(entry);
        return open(scratch, number(), address, entry, openMode, permissions);
    }

    /**
     * Opens what lies several levels below this directory, where no link of any kind leads
     * (openat2).
     *
     * @param path relative, shorter than 4096 bytes
     * @throws ErrnoException with ENOSYS before Linux 5.6
     */
    public Descriptor openBeneath(byte[] path, OpenMode openMode) throws ErrnoException {
        Scratch scratch = Scratch.current();
        long address = scratch.path(path);
        // struct open_how: flags, mode, resolve.
        MemorySegment how = scratch.struct();
        how.set(JAVA_LONG, 0, openMode.bits());
        how.set(JAVA_LONG, 8, 0);
        how.set(JAVA_LONG, 16, BENEATH_WITHOUT_LINKS);
        long result = Syscall.OPENAT2.call(scratch, number(), address, how.address(), HOW_SIZE);
        return new Descriptor(path, openMode, (int) ErrnoException.check(result, "open", path));
    }

    /** Opens this directory once more, or a nameless file in it if the mode is temporary. */
    public Descriptor reopen(OpenMode openMode) throws ErrnoException {
        Scratch scratch = Scratch.current();
        byte[] self = {'.'};
        return open(scratch, number(), scratch.path(self), name, openMode, PRIVATE);
    }

    private static Descriptor open(
            Scratch scratch, long at, long address, byte[] name, OpenMode mode, int permissions)
            throws ErrnoException {
        long result = Syscall.OPENAT.call(scratch, at, address, mode.bits(), permissions);
        if (result == -Errno.EPERM && mode.keepsAccessTime()) {
            // Only the owner and root may keep the access time.
            int bits = mode.touchingAccessTime().bits();
            result = Syscall.OPENAT.call(scratch, at, address, bits, permissions);
        }
        return new Descriptor(name, mode, (int) ErrnoException.check(result, "open", name));
    }

    /** Closes it. What was written is safe only if it was synced before. */
    @Override
    public void close() throws ErrnoException {
        int open = number;
        if (open != CLOSED) {
            number = CLOSED;
            long result = Syscall.CLOSE.call(Scratch.current(), open);
            if (result != -Errno.EINTR) {
                ErrnoException.check(result, "close", name);
            }
        }
    }

    @Override
    public String toString() {
        return ShownName.of(name);
    }

    /** The kernel's number, good only for the call at hand. */
    int number() {
        int open = number;
        if (open == CLOSED) {
            throw new IllegalStateException("already closed: " + ShownName.of(name));
        }
        return open;
    }

    /** The name it was opened by, for messages. */
    byte[] name() {
        return name;
    }

    boolean onlyFinds() {
        return mode.onlyFinds();
    }
}
