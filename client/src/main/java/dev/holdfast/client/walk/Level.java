package dev.holdfast.client.walk;

import dev.holdfast.client.selection.Scope;
import dev.holdfast.client.selection.Selection;
import dev.holdfast.model.RawName;
import dev.holdfast.model.tree.FileSystemId;
import java.util.Iterator;

/**
 * A directory that is being walked.
 *
 * @param selection what of it is wanted
 * @param scope the rules in it
 * @param steps of the last snapshot's directory beside it
 * @param names that are still to be visited
 */
record Level(
        Selection selection,
        Scope scope,
        FileSystemId fileSystem,
        Lockstep steps,
        Iterator<RawName> names) {}
