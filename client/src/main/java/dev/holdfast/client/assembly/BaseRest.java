package dev.holdfast.client.assembly;

import dev.holdfast.client.download.MissingObjectsException;
import dev.holdfast.client.traverse.Trees;
import dev.holdfast.client.tree.DirectoryBuilder;
import dev.holdfast.codec.seal.CorruptDataException;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.RawName;
import dev.holdfast.model.tree.Entry;
import dev.holdfast.model.tree.Node;
import dev.holdfast.model.tree.Root;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the last snapshot had that the walk has not come to, for a checkpoint. */
public final class BaseRest implements Assembly.Rest {
    private final Trees trees;
    private final List<RawName> path;

    /** The directories of the last snapshot on the path, from the top as far as it had them. */
    private final List<Node.Directory> directories;

    private BaseRest(Trees trees, List<RawName> path, List<Node.Directory> directories) {
        this.trees = trees;
        this.path = path;
        this.directories = directories;
    }

    /**
     * What is behind a path.
     *
     * @param base null before the first run
     * @param path that the walk has come to
     */
    public static BaseRest behind(@Nullable Root base, Trees trees, List<RawName> path)
            throws IOException {
        List<Node.Directory> directories = new ArrayList<>();
        try {
            Node at = base == null ? null : base.top().directory();
            while (at instanceof Node.Directory directory && directories.size() < path.size()) {
                RawName next = path.get(directories.size());
                directories.add(directory);
                at = trees.find(directory.tree(), next).map(Entry::node).orElse(null);
            }
        } catch (CorruptDataException | MissingObjectsException | MalformedException lost) {
            // Less is in the checkpoint, then: the walk comes to it all the same.
        }
        return new BaseRest(trees, List.copyOf(path), directories);
    }

    @Override
    public void addTo(DirectoryBuilder builder, int depth) throws IOException {
        if (depth >= directories.size()) {
            return;
        }
        RawName at = path.get(depth);
        try {
            trees.entries(
                    directories.get(depth).tree(),
                    entry -> {
                        if (entry.name().compareTo(at) > 0) {
                            builder.add(entry);
                        }
                    });
        } catch (CorruptDataException | MissingObjectsException | MalformedException lost) {
            // As above.
        }
    }
}
