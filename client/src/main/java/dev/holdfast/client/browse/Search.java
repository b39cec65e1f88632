package dev.holdfast.client.browse;

import dev.holdfast.client.download.BulkReader;
import dev.holdfast.client.traverse.Traversal;
import dev.holdfast.client.traverse.Visitor;
import dev.holdfast.client.traverse.Way;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.RawPath;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.model.tree.Entry;
import dev.holdfast.model.tree.Metadata;
import dev.holdfast.model.tree.Node;
import dev.holdfast.model.tree.Root;
import dev.holdfast.model.tree.RootFormat;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds paths in snapshots, from the newest to the oldest. A directory that is the same in several
 * snapshots is read once.
 */
public final class Search {
    private final BulkReader reader;
    private final PathPattern pattern;
    private final Versions versions;
    private final Hits hits;

    /** Trees that were searched, each with the path at which it was. */
    private final Set<Searched> searched = new HashSet<>();

    /** What was last told of a path. */
    private final Map<RawPath, Version> told = new HashMap<>();

    /** How many versions of a path are told. */
    public enum Versions {
        NEWEST,
        /** Each that differs from the next newer one. */
        ALL
    }

    /** Takes what was found. */
    public interface Hits {
        void found(Snapshot snapshot, RawPath path, Entry entry) throws IOException;

        /** A directory could not be read. */
        void damaged(Snapshot snapshot, RawPath path, IOException fault);
    }

    private record Searched(ObjectId tree, RawPath path) {}

    /** What makes a version: a new inode or another time of reading is none. */
    private record Version(Node node, Metadata metadata) {
        boolean isSame(Version other) {
            return Differences.same(node, other.node) && Differences.same(metadata, other.metadata);
        }
    }

    public Search(BulkReader reader, PathPattern pattern, Versions versions, Hits hits) {
        this.reader = reader;
        this.pattern = pattern;
        this.versions = versions;
        this.hits = hits;
    }

    /**
     * @param newestFirst what to search
     * @throws IOException if a snapshot's root cannot be read, or the connection fails
     */
    public void run(List<Snapshot> newestFirst) throws IOException {
        for (Snapshot snapshot : newestFirst) {
            Root root = RootFormat.decode(reader.read(snapshot.root()));
            new Traversal<>(reader, new InSnapshot(snapshot))
                    .run(Way.TOP, Way.TOP, root.top().directory());
        }
    }

    private final class InSnapshot implements Visitor<Way> {
        private final Snapshot snapshot;

        InSnapshot(Snapshot snapshot) {
            this.snapshot = snapshot;
        }

        @Override
        public boolean wants(Way parent, Entry entry, Node.Directory directory) {
            return directory.tree() != null && pattern.mayMatchBelow(parent.path(entry.name()));
        }

        @Override
        public @Nullable Way enter(Place<Way> parent, Entry entry, Node.Directory directory)
                throws IOException {
            look(parent, entry);
            ObjectId tree = directory.tree();
            RawPath path = parent.way().path(entry.name());
            boolean isNew = tree != null && searched.add(new Searched(tree, path));
            return isNew ? parent.way().to(entry.name()) : null;
        }

        @Override
        public void leaf(Place<Way> parent, Entry entry) throws IOException {
            look(parent, entry);
        }

        private void look(Place<Way> parent, Entry entry) throws IOException {
            RawPath path = parent.way().path(entry.name());
            if (!pattern.matches(path)) {
                return;
            }
            Version version = new Version(entry.node(), entry.metadata());
            Version newer = told.get(path);
            if (newer == null || (versions == Versions.ALL && !version.isSame(newer))) {
                told.put(path, version);
                hits.found(snapshot, path, entry);
            }
        }

        @Override
        public void leave(Place<Way> place) {}

        @Override
        public void damaged(Place<Way> place, IOException fault) {
            hits.damaged(snapshot, place.way().path(), fault);
        }
    }
}
