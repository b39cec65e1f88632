package dev.holdfast.client.traverse;

import dev.holdfast.model.tree.Entry;
import dev.holdfast.model.tree.Node;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Hears of every entry once, each directory's in the order of their names, a directory with all
 * that is in it before the next name.
 *
 * @param <C> what the visitor has to say of a directory that it is in
 */
public interface Visitor<C> {
    /** Whether to read a directory; asked ahead, any number of times, and never for the top. */
    boolean wants(Way parent, Entry entry, Node.Directory directory);

    /** A directory that was wanted; returns null not to go in after all. */
    @Nullable C enter(Place<C> parent, Entry entry, Node.Directory directory) throws IOException;

    /** Anything but a directory that was wanted. */
    void leaf(Place<C> parent, Entry entry) throws IOException;

    /** All that is in a directory has been told. */
    void leave(Place<C> place) throws IOException;

    /** A directory, or a part of it, cannot be read; the rest is told all the same. */
    void damaged(Place<C> place, IOException fault) throws IOException;

    /** A directory that the visitor is in. */
    record Place<C>(Way way, C context) {}
}
