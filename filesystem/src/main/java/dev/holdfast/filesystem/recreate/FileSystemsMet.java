package dev.holdfast.filesystem.recreate;

import dev.holdfast.platform.linux.Descriptor;
import dev.holdfast.platform.linux.FileSystem;
import dev.holdfast.platform.linux.OpenMode;
import dev.holdfast.platform.linux.Stat;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The file systems that a restore has come to. A directory of each stays open: the kernel tells a
 * write that failed to those who had something open at that time. For many threads.
 */
final class FileSystemsMet implements AutoCloseable {
    private static final OpenMode DIRECTORY = OpenMode.READ.directory();

    // Guarded by this.
    private final Map<Stat.Device, Descriptor> directories = new HashMap<>();

    synchronized void met(Place.Opened opened) throws IOException {
        Stat.Device device = opened.stat().device();
        if (!directories.containsKey(device)) {
            directories.put(device, opened.descriptor().reopen(DIRECTORY));
        }
    }

    /** Returns when all that was written to them is on the disc. */
    synchronized void sync() throws IOException {
        for (Descriptor directory : directories.values()) {
            FileSystem.sync(directory);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        for (Descriptor directory : directories.values()) {
            directory.close();
        }
        directories.clear();
    }
}
