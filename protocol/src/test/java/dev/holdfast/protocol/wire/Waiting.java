package dev.holdfast.protocol.wire;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what another thread will do, as long as a test may last. */
final class Waiting {
    /** Between two looks the processor is left to those who are waited for. */
    private static final long LOOK_NANOS = 50_000;

    private Waiting() {}

    static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** Until a thread can do nothing before somebody else does something. */
    static void untilBlocked(Thread thread) {
        until(() ->
                thread.getState() == Thread.State.WAITING
                        || thread.getState() == Thread.State.TIMED_WAITING
                        || thread.getState() == Thread.State.TERMINATED);
    }
}
