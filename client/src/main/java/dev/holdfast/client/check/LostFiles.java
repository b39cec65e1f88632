package dev.holdfast.client.check;

import dev.holdfast.client.download.BulkReader;
import dev.holdfast.client.download.MissingObjectsException;
import dev.holdfast.client.traverse.Traversal;
import dev.holdfast.client.traverse.Trees;
import dev.holdfast.client.traverse.Visitor;
import dev.holdfast.client.traverse.Way;
import dev.holdfast.codec.seal.CorruptDataException;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.model.tree.Content;
import dev.holdfast.model.tree.Entry;
import dev.holdfast.model.tree.Extent;
import dev.holdfast.model.tree.Node;
import dev.holdfast.model.tree.Root;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names every file that needs a lost chunk, in the first snapshot that has it: a second walk, which
 * only a damaged vault costs.
 */
final class LostFiles {
    private final BulkReader reader;
    private final CheckRun.CheckListener listener;
    private final Map<ObjectId, String> lost;
    private final IdTable treesSeen = new IdTable();

    /**
     * @param lost chunks, and why each cannot be had
     */
    LostFiles(BulkReader reader, CheckRun.CheckListener listener, Map<ObjectId, String> lost) {
        this.reader = reader;
        this.listener = listener;
        this.lost = new HashMap<>(lost);
    }

    void name(List<Snapshot> snapshots) throws IOException {
        for (Snapshot snapshot : snapshots) {
            new One(snapshot).run();
        }
    }

    /** The files of one snapshot. What cannot be read was told before. */
    private final class One implements Visitor<Way> {
        private final Snapshot snapshot;
        private final Trees trees = new Trees(reader);

        One(Snapshot snapshot) {
            this.snapshot = snapshot;
        }

        void run() throws IOException {
            Root root;
            try {
                root = trees.root(snapshot.root());
            } catch (CorruptDataException | MissingObjectsException | MalformedException told) {
                return;
            }
            for (Content fact : root.facts().values()) {
                content(fact, Way.TOP, null);
            }
            content(root.unread(), Way.TOP, null);
            Node.Directory top = root.top().directory();
            if (top.tree() != null && treesSeen.put(top.tree(), 0)) {
                new Traversal<>(reader, this).run(Way.TOP, Way.TOP, top);
            }
        }

        @Override
        public boolean wants(Way parent, Entry entry, Node.Directory directory) {
            return directory.tree() != null && treesSeen.get(directory.tree()) == IdTable.NONE;
        }

        @Override
        public @Nullable Way enter(Place<Way> parent, Entry entry, Node.Directory directory) {
            ObjectId tree = directory.tree();
            boolean isNew = tree != null && treesSeen.put(tree, 0);
            return isNew ? parent.way().to(entry.name()) : null;
        }

        @Override
        public void leaf(Place<Way> parent, Entry entry) throws IOException {
            if (entry.node() instanceof Node.RegularFile file) {
                content(file.content(), parent.way(), entry);
            }
        }

        private void content(Content content, Way way, @Nullable Entry entry) throws IOException {
            String[] reason = {""};
            try {
                trees.extents(
                        content,
                        extent -> {
                            if (extent instanceof Extent.Slice slice && reason[0].isEmpty()) {
                                reason[0] = lost.getOrDefault(slice.chunk(), "");
                            }
                        });
            } catch (CorruptDataException | MissingObjectsException | MalformedException told) {
                return;
            }
            if (!reason[0].isEmpty()) {
                listener.fault(
                        snapshot, entry == null ? way.path() : way.path(entry.name()), reason[0]);
            }
        }

        @Override
        public void leave(Place<Way> place) {}

        @Override
        public void damaged(Place<Way> place, IOException told) {}
    }
}
