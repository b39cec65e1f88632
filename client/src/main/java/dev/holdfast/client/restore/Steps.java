package dev.holdfast.client.restore;

import dev.holdfast.client.lacking.Pruning;
import dev.holdfast.client.restore.EntryPlan.Action;
import dev.holdfast.model.RawName;
import dev.holdfast.model.tree.Entry;
import java.io.IOException;

/** Takes the steps of a plan, one after the other: to carry them out, or only to tell them. */
interface Steps extends Pruning.Deletion {
    /**
     * A directory, with the action that it carries. What is made is put into the folder.
     *
     * @return whether to go in
     */
    boolean directory(Folder folder, RawName name) throws IOException;

    /** Anything but a directory. */
    void leaf(Folder folder, Entry entry, Action action) throws IOException;

    /** The first name of a file that has several; the file hears what came of it. */
    void firstLink(Folder folder, Entry entry, Action action, LinkedFile file) throws IOException;

    /** One more name of a file that another step is about. */
    void link(Folder folder, Entry entry, LinkedFile file) throws IOException;

    /** Nothing more will come in a directory. */
    void leave(Folder folder) throws IOException;

    /** Nothing more will come at all. */
    void end() throws IOException;
}
