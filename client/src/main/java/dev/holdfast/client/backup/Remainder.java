package dev.holdfast.client.backup;

import dev.holdfast.client.tree.DirectoryBuilder;
import dev.holdfast.client.vault.MissingObjectsException;
import dev.holdfast.client.vault.Trees;
import dev.holdfast.codec.seal.CorruptDataException;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.RawName;
import dev.holdfast.model.RawPath;
import dev.holdfast.model.tree.Entry;
import dev.holdfast.model.tree.Node;
import dev.holdfast.model.tree.Root;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the last snapshot had behind the point to which a walk has come: a checkpoint takes it as it
 * was, so that the next run can still compare with it.
 */
record Remainder(Base base, Trees trees) {

    /** What is behind a path that goes on changing. */
    Assembly.Rest behind(List<RawName> path) {
        return (builder, depth) -> addTo(builder, path, depth);
    }

    /**
     * Adds what an open directory had, as far as the vault still has it: the next run reads the
     * rest again.
     *
     * @param path to where the walk is
     * @param depth of the directory on that path: 0 is the top
     */
    private void addTo(DirectoryBuilder builder, List<RawName> path, int depth) throws IOException {
        Root root = base.root();
        if (root == null) {
            return;
        }
        try {
            RawPath directory = new RawPath(path.subList(0, depth));
            Optional<Node> node =
                    depth == 0
                            ? Optional.of(root.top().directory())
                            : trees.find(root, directory).map(Entry::node);
            if (node.isPresent() && node.get() instanceof Node.Directory(var tree, var _, var _)) {
                add(builder, tree, path.get(depth));
            }
        } catch (CorruptDataException | MissingObjectsException | MalformedException lost) {
            // What could not be had is not in the checkpoint.
        }
    }

    private void add(DirectoryBuilder builder, @Nullable ObjectId tree, RawName at)
            throws IOException {
        trees.entries(
                tree,
                entry -> {
                    if (entry.name().compareTo(at) > 0) {
                        builder.add(entry);
                    }
                });
    }
}
