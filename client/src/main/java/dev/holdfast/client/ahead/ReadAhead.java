package dev.holdfast.client.ahead;

import dev.holdfast.client.selection.Choices;
import dev.holdfast.filesystem.capture.Captured;
import dev.holdfast.filesystem.capture.FileStatus;
import dev.holdfast.filesystem.capture.SourceDirectory;
import dev.holdfast.filesystem.capture.SourceFile;
import dev.holdfast.model.RawName;
import dev.holdfast.platform.linux.Stat;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Has the kernel read what the walk will come to, a bounded way ahead of it and in the same order,
 * so that a walk that opens one small file after another does not wait for the disc each time.
 */
public final class ReadAhead implements Outline.Meeting, Ahead {
    /** How far ahead of the walk: so many files, and bytes in the page cache. */
    static final int FILES_MAX = 2_048;

    private static final long BYTES_MAX = 32L << 20;

    /** Who has fallen behind brings nothing before being so many files ahead again. */
    private static final int LEAD = 256;

    /** So many files more or less may be met here than the walk meets. */
    private static final int SLACK = 64;

    private final Thread thread;

    // Guarded by this.

    /** What was brought and the walk has not come to, the oldest first. */
    private final Map<Key, Brought> brought = new LinkedHashMap<>();

    private long bytes;

    /** How many files were met here, and by the walk. */
    private long ahead;

    private long walked;

    private boolean isBehind;

    /** How many were brought and not come to, since the last one that was. */
    private long inVain;

    private record Key(Stat.Device device, long inode) {
        static Key of(FileStatus file) {
            return new Key(file.stat().device(), file.inode());
        }
    }

    /**
     * @param number of the file, in the order of the walk
     * @param bytes that were not in the page cache
     */
    private record Brought(long number, long bytes) {}

    private ReadAhead(Choices choices) {
        this.thread = Thread.ofPlatform().name("read-ahead").daemon().unstarted(() -> go(choices));
    }

    /** Begins to go ahead of a walk that reads whatever it meets. */
    public static ReadAhead of(Choices choices) {
        ReadAhead ahead = new ReadAhead(choices);
        ahead.thread.start();
        return ahead;
    }

    private void go(Choices choices) {
        try {
            Outline.go(choices, Outline.Order.FORWARD, this);
        } catch (IOException unknown) {
            // The walk itself will meet it, and say so.
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void directory() {}

    @Override
    public void file(SourceDirectory directory, RawName name, FileStatus status)
            throws IOException, InterruptedException {
        if (!isNext() || !status.isRegular() || status.size() == 0) {
            return;
        }
        if (directory.openFile(name, status) instanceof Captured.Found<SourceFile>(var file)) {
            try (file) {
                if (file.bring() instanceof Captured.Found<Long>(Long length) && length > 0) {
                    add(Key.of(status), length);
                }
            }
        }
    }

    /** Counts a file and waits until it is near enough; false if the walk is nearly there. */
    private synchronized boolean isNext() throws InterruptedException {
        ahead++;
        while (isFarAhead()) {
            wait();
        }
        isBehind = ahead - walked < (isBehind ? LEAD : 1);
        return !isBehind;
    }

    synchronized boolean isFarAhead() {
        return ahead - walked > FILES_MAX || bytes > BYTES_MAX;
    }

    private synchronized void add(Key key, long length) {
        // Of a file with several names the walk reads the first.
        if (ahead > walked && brought.putIfAbsent(key, new Brought(ahead, length)) == null) {
            bytes += length;
        }
    }

    @Override
    public synchronized long pass(FileStatus file) {
        Brought mine = brought.get(Key.of(file));
        walked = mine == null ? walked + 1 : mine.number();
        for (var each = brought.values().iterator(); each.hasNext(); ) {
            Brought oldest = each.next();
            if (oldest.number() > (mine == null ? walked - SLACK : walked)) {
                break;
            }
            bytes -= oldest.bytes();
            each.remove();
            inVain++;
        }
        if (mine != null) {
            inVain = 0;
        } else if (inVain > FILES_MAX) {
            close(); // the walk goes another way
        }
        notifyAll();
        return mine == null ? 0 : mine.bytes();
    }

    /** Waits until all was met. */
    void await() throws InterruptedException {
        thread.join();
    }

    boolean isGoing() {
        return thread.isAlive();
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
