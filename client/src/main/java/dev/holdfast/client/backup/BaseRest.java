package dev.holdfast.client.backup;

import dev.holdfast.client.tree.DirectoryBuilder;
import dev.holdfast.client.vault.MissingObjectsException;
import dev.holdfast.client.vault.Trees;
import dev.holdfast.codec.seal.CorruptDataException;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.RawName;
import dev.holdfast.model.RawPath;
import dev.holdfast.model.tree.Entry;
import dev.holdfast.model.tree.Node;
import dev.holdfast.model.tree.Root;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the last snapshot had that the walk has not come to, for a checkpoint. */
final class BaseRest implements Assembly.Rest {
    private final @Nullable Root base;
    private final Trees trees;
    private final List<RawName> path;

    /**
     * @param base null before the first run
     * @param path that the walk has come to
     */
    BaseRest(@Nullable Root base, Trees trees, List<RawName> path) {
        this.base = base;
        this.trees = trees;
        this.path = path;
    }

    @Override
    public void addTo(DirectoryBuilder builder, int depth) throws IOException {
        if (base == null) {
            return;
        }
        RawName at = path.get(depth);
        try {
            Optional<Node> node =
                    depth == 0
                            ? Optional.of(base.top().directory())
                            : trees.find(base, new RawPath(path.subList(0, depth)))
                                    .map(Entry::node);
            if (node.isPresent() && node.get() instanceof Node.Directory(var tree, var _, var _)) {
                trees.entries(
                        tree,
                        entry -> {
                            if (entry.name().compareTo(at) > 0) {
                                builder.add(entry);
                            }
                        });
            }
        } catch (CorruptDataException | MissingObjectsException | MalformedException lost) {
            // Not in the checkpoint, then: the walk comes to it all the same.
        }
    }
}
