package dev.holdfast.platform.linux;

/** Processes that are signalled together. */
public final class ProcessGroup {
    private static final long SIGKILL = 9;

    private ProcessGroup() {}

    /**
     * Ends all processes of a group at once. A group that has none any more is no error.
     *
     * @param leader the number of the process whose group it is or was, above 1
     */
    public static void kill(long leader) {
        if (leader <= 1) {
            throw new IllegalArgumentException("not a group that may be killed: " + leader);
        }
        Syscall.KILL.call(Scratch.current(), -leader, SIGKILL, 0);
    }
}
