package dev.holdfast.platform.linux;

/**
 * How a file is opened. Unless told otherwise a symbolic link is refused (ELOOP), a terminal does
 * not become ours, and the descriptor is not inherited by programs that we start.
 */
public final class OpenMode {
    private static final int CREATE = 0100;
    private static final int EXCLUSIVE = 0200;
    private static final int NO_TERMINAL = 0400;
    private static final int TRUNCATE = 01000;
    private static final int NON_BLOCKING = 04000;
    private static final int DIRECT = perMachine(040000, 0200000);
    private static final int DIRECTORY = perMachine(0200000, 040000);
    private static final int NO_FOLLOW = perMachine(0400000, 0100000);
    private static final int NO_ACCESS_TIME = 01000000;
    private static final int CLOSE_ON_EXEC = 02000000;
    private static final int LOCATE = 010000000;
    private static final int TEMPORARY = 020000000;

    private static final int ALWAYS = CLOSE_ON_EXEC | NO_TERMINAL | NO_FOLLOW;

    public static final OpenMode READ = new OpenMode(ALWAYS);
    public static final OpenMode WRITE = new OpenMode(ALWAYS | 1);
    public static final OpenMode READ_WRITE = new OpenMode(ALWAYS | 2);

    /**
     * Only finds the file (O_PATH): works for every type, symbolic links included, needs no
     * permission on the file itself and has no side effect on devices.
     */
    public static final OpenMode FIND = new OpenMode(ALWAYS | LOCATE);

    private final int bits;

    private OpenMode(int bits) {
        this.bits = bits;
    }

    private static int perMachine(int x86, int aarch64) {
        return Syscall.Machine.CURRENT == Syscall.Machine.X86_64 ? x86 : aarch64;
    }

    /** Refuses what is not a directory (ENOTDIR). */
    public OpenMode directory() {
        return new OpenMode(bits | DIRECTORY);
    }

    /** Creates the file if there is none. */
    public OpenMode create() {
        return new OpenMode(bits | CREATE);
    }

    /** Creates the file and refuses an existing one (EEXIST). */
    public OpenMode createNew() {
        return new OpenMode(bits | CREATE | EXCLUSIVE);
    }

    /** Empties an existing file. */
    public OpenMode truncate() {
        return new OpenMode(bits | TRUNCATE);
    }

    /**
     * Leaves the access time as it is where that is permitted, and reads all the same elsewhere.
     */
    public OpenMode keepAccessTime() {
        return new OpenMode(bits | NO_ACCESS_TIME);
    }

    /** Never waits for the other end of a fifo, or for a device to be ready. */
    public OpenMode nonBlocking() {
        return new OpenMode(bits | NON_BLOCKING);
    }

    /** Past the page cache: memory, position and length must be aligned to blocks. */
    public OpenMode direct() {
        return new OpenMode(bits | DIRECT);
    }

    /** A file without a name in the directory that is opened; gone unless linked into place. */
    public OpenMode temporary() {
        return new OpenMode(bits | TEMPORARY | DIRECTORY);
    }

    /** Follows symbolic links: only for what the user named. */
    public OpenMode followLinks() {
        return new OpenMode(bits & ~NO_FOLLOW);
    }

    int bits() {
        return bits;
    }

    boolean keepsAccessTime() {
        return (bits & NO_ACCESS_TIME) != 0;
    }

    OpenMode touchingAccessTime() {
        return new OpenMode(bits & ~NO_ACCESS_TIME);
    }

    boolean onlyFinds() {
        return (bits & LOCATE) != 0;
    }
}
