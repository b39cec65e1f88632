package dev.holdfast.client.progress;

import dev.holdfast.model.RawPath;
import dev.holdfast.model.tree.Root;

/** Hears what a backup meets, as it goes; called by the thread that walks, and to be quick. */
public interface BackupListener {
    /** Whether somebody waits, and it is worth counting what a first backup will meet. */
    boolean estimates();

    /** The run will meet about so much; told once, by any thread. */
    void expected(Root.Totals totals);

    /** Something was read, as it is new or has changed. */
    void saved(RawPath path, long bytes);

    /** Something could not be read, and is not in the snapshot. */
    void unread(RawPath path, String reason);

    /** A file system or folder was left out. */
    void leftOut(RawPath path, String reason);

    /** Something that a person should know, in a sentence. */
    void warning(String sentence);

    /** What was saved so far is safe: a run after this one would go on from here. */
    void checkpoint();
}
