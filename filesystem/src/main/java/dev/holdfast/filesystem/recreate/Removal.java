package dev.holdfast.filesystem.recreate;

import dev.holdfast.platform.linux.Descriptor;
import dev.holdfast.platform.linux.DirectoryReader;
import dev.holdfast.platform.linux.Errno;
import dev.holdfast.platform.linux.ErrnoException;
import dev.holdfast.platform.linux.FileType;
import dev.holdfast.platform.linux.Names;
import dev.holdfast.platform.linux.OpenMode;
import dev.holdfast.platform.linux.Stat;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Removes a tree without following links and without entering what is mounted in it. Holds a
 * descriptor for each level, and a stack of its own, so that depth is bounded by descriptors alone.
 */
final class Removal {
    private final DirectoryReader reader = new DirectoryReader();
    private final Deque<Level> levels = new ArrayDeque<>();

    /** A directory that is being emptied, and what is left in it. */
    private static final class Level {
        private final Descriptor directory;
        private final byte[] name;
        private final Deque<byte[]> left = new ArrayDeque<>();

        Level(Descriptor directory, byte[] name) {
            this.directory = directory;
            this.name = name;
        }
    }

    /** Removes an entry and all below it; what was removed before a failure stays removed. */
    void remove(Descriptor directory, byte[] name) throws IOException {
        try {
            removeOrEnter(directory, name);
            while (!levels.isEmpty()) {
                Level level = levels.getLast();
                byte[] next = level.left.pollFirst();
                if (next != null) {
                    removeOrEnter(level.directory, next);
                } else {
                    levels.removeLast().directory.close();
                    Descriptor parent = levels.isEmpty() ? directory : levels.getLast().directory;
                    Names.removeDirectory(parent, level.name);
                }
            }
        } finally {
            for (Level level : levels) {
                level.directory.close();
            }
        }
    }

    private void removeOrEnter(Descriptor parent, byte[] name) throws IOException {
        Stat stat = Stat.of(parent, name);
        if (stat.type() != FileType.DIRECTORY) {
            Names.remove(parent, name);
            return;
        }
        Level level = new Level(parent.open(name, OpenMode.READ.directory()), name);
        levels.addLast(level);
        Stat here = Stat.of(parent);
        Stat there = Stat.of(level.directory);
        if (!there.device().equals(here.device()) || there.mountId() != here.mountId()) {
            throw new ErrnoException("remove what is mounted at", name, Errno.EBUSY);
        }
        reader.read(level.directory, (each, type, inode) -> level.left.addLast(each));
    }
}
