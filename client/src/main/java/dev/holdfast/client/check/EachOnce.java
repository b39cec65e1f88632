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
import dev.holdfast.model.RawPath;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.model.tree.Content;
import dev.holdfast.model.tree.Entry;
import dev.holdfast.model.tree.Node;
import dev.holdfast.model.tree.Root;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Goes through snapshots, one after the other; what is the same in several is met once. */
final class EachOnce {
    private final BulkReader reader;
    private final Trees trees;
    private final Hearer hearer;
    private final IdTable treesSeen = new IdTable();

    EachOnce(BulkReader reader, Hearer hearer) {
        this.reader = reader;
        this.trees = new Trees(reader);
        this.hearer = hearer;
    }

    /** Hears of all contents, and of what cannot be read. */
    interface Hearer {
        /**
         * @throws CorruptDataException if something of it cannot be read, which is then told, and
         *     likewise the other two kinds of damage
         */
        void content(Snapshot snapshot, Supplier<RawPath> path, Content content) throws IOException;

        void damaged(Snapshot snapshot, RawPath path, IOException fault);
    }

    int trees() {
        return treesSeen.count();
    }

    void goThrough(Snapshot snapshot) throws IOException {
        new One(snapshot).run();
    }

    private final class One implements Visitor<Way> {
        private final Snapshot snapshot;

        One(Snapshot snapshot) {
            this.snapshot = snapshot;
        }

        void run() throws IOException {
            Root root;
            try {
                root = trees.root(snapshot.root());
            } catch (CorruptDataException | MissingObjectsException | MalformedException fault) {
                hearer.damaged(snapshot, RawPath.ROOT, fault);
                return;
            }
            for (Content fact : root.facts().values()) {
                content(() -> RawPath.ROOT, fact);
            }
            content(() -> RawPath.ROOT, root.unread());
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
                content(() -> parent.way().path(entry.name()), file.content());
            }
        }

        private void content(Supplier<RawPath> path, Content content) throws IOException {
            try {
                hearer.content(snapshot, path, content);
            } catch (CorruptDataException | MissingObjectsException | MalformedException fault) {
                hearer.damaged(snapshot, path.get(), fault);
            }
        }

        @Override
        public void leave(Place<Way> place) {}

        @Override
        public void damaged(Place<Way> place, IOException fault) {
            hearer.damaged(snapshot, place.way().path(), fault);
        }
    }
}
