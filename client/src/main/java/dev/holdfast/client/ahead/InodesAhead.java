package dev.holdfast.client.ahead;

import dev.holdfast.client.ahead.Outline.Order;
import dev.holdfast.client.selection.Choices;
import dev.holdfast.filesystem.capture.FileStatus;
import dev.holdfast.filesystem.capture.SourceDirectory;
import dev.holdfast.model.RawName;
import dev.holdfast.platform.linux.ThisThread;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Has the kernel read the inodes that a walk will look at, while a connection is being made and
 * beside the walk. A run that finds nothing changed reads nothing else; with an empty cache it
 * would wait for one inode after another.
 *
 * <p>One thread begins where the walk begins, another one at the end, and each stops as soon as the
 * kernel had all of the last {@value #KNOWN_MAX} inodes: the other thread or the walk was there, or
 * they were in memory anyway.
 */
public final class InodesAhead implements Ahead {
    static final int KNOWN_MAX = 4_096;

    /** So many in front of the walk: what nobody looks at again the kernel may drop. */
    private static final int LEAD_MAX = 1 << 18;

    /** Who counts for others does so now and then. */
    private static final int SOME = 256;

    private final List<Thread> threads = new ArrayList<>();
    private final int leadMax;

    /** Files that both threads met, less those that the walk came to. Guarded by this. */
    private long lead;

    /** Of the walk: not told yet. */
    private int passed;

    private InodesAhead(Choices choices, int leadMax) {
        this.leadMax = leadMax;
        for (Order order : Order.values()) {
            threads.add(
                    Thread.ofPlatform()
                            .name("inodes-ahead")
                            .daemon()
                            .unstarted(() -> go(choices, order)));
        }
    }

    /** Begins to go ahead of a walk. */
    public static InodesAhead of(Choices choices) {
        return of(choices, LEAD_MAX);
    }

    static InodesAhead of(Choices choices, int leadMax) {
        InodesAhead ahead = new InodesAhead(choices, leadMax);
        ahead.threads.forEach(Thread::start);
        return ahead;
    }

    private void go(Choices choices, Order order) {
        try {
            Outline.go(choices, order, new Meeting());
        } catch (IOException unknown) {
            // The walk itself will meet it, and say so.
        } catch (InterruptedException enough) {
            Thread.currentThread().interrupt();
        }
    }

    /** What one thread meets: to look at an inode is all that is to be done with it. */
    private final class Meeting implements Outline.Meeting {
        private int met;
        private int known;
        private long blocksRead;

        @Override
        public void directory() {}

        @Override
        public void file(SourceDirectory directory, RawName name, FileStatus status)
                throws InterruptedException {
            met++;
            if (met % SOME == 0) {
                long blocksBefore = blocksRead;
                blocksRead = ThisThread.blocksRead();
                known = blocksRead == blocksBefore ? known + SOME : 0;
                if (known >= KNOWN_MAX) {
                    throw new InterruptedException("all of it is known");
                }
                goOn();
            }
        }
    }

    private synchronized void goOn() throws InterruptedException {
        lead += SOME;
        while (isFarAhead()) {
            wait();
        }
    }

    synchronized boolean isFarAhead() {
        return lead > leadMax;
    }

    @Override
    public long pass(FileStatus file) {
        passed++;
        if (passed % SOME == 0) {
            catchUp();
        }
        return 0;
    }

    private synchronized void catchUp() {
        lead -= SOME;
        notifyAll();
    }

    /** Waits until nothing is ahead any more. */
    void await() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
    }
}
