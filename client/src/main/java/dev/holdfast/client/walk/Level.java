package dev.holdfast.client.walk;

import dev.holdfast.client.selection.DirectoryChoices;
import dev.holdfast.model.RawName;
import dev.holdfast.model.tree.FileSystemId;
import java.util.Iterator;

/**
 * A directory that is being walked.
 *
 * @param choices what of it is saved
 * @param steps of the last snapshot's directory beside it
 * @param names that are still to be visited
 */
record Level(
        DirectoryChoices choices,
        FileSystemId fileSystem,
        Lockstep steps,
        Iterator<RawName> names) {}
