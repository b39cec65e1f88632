package dev.holdfast.platform.durable;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Which files this process holds locked. The kernel's locks belong to a process, not to who asked,
 * and go when <em>any</em> descriptor of the file is closed: so a file is looked up here before it
 * is opened to be locked.
 */
final class HeldNames {
    private final Set<Path> held = new HashSet<>();

    synchronized boolean tryHold(Path path) {
        return held.add(path);
    }

    synchronized void hold(Path path) throws IOException {
        while (!held.add(path)) {
            try {
                wait();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                InterruptedIOException failure =
                        new InterruptedIOException("interrupted while waiting for " + path);
                failure.initCause(interrupted);
                throw failure;
            }
        }
    }

    synchronized void release(Path path) {
        held.remove(path);
        notifyAll();
    }
}
