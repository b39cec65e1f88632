package dev.holdfast.client.check;

import dev.holdfast.client.download.BulkReader;
import dev.holdfast.client.traverse.Trees;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.RawPath;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.model.tree.Content;
import dev.holdfast.model.tree.Extent;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Names every file that needs a lost chunk, in the first snapshot that has it: a second walk, which
 * only a damaged vault costs.
 */
final class LostFiles implements EachOnce.Hearer {
    private final BulkReader reader;
    private final Trees trees;
    private final CheckRun.CheckListener listener;
    private final Map<ObjectId, String> lost;

    /**
     * @param lost chunks, and why each cannot be had
     */
    LostFiles(BulkReader reader, CheckRun.CheckListener listener, Map<ObjectId, String> lost) {
        this.reader = reader;
        this.trees = new Trees(reader);
        this.listener = listener;
        this.lost = new HashMap<>(lost);
    }

    void name(List<Snapshot> snapshots) throws IOException {
        EachOnce all = new EachOnce(reader, this);
        for (Snapshot snapshot : snapshots) {
            all.goThrough(snapshot);
        }
    }

    @Override
    public void content(Snapshot snapshot, Supplier<RawPath> path, Content content)
            throws IOException {
        String[] reason = {""};
        trees.extents(
                content,
                extent -> {
                    if (extent instanceof Extent.Slice slice && reason[0].isEmpty()) {
                        reason[0] = lost.getOrDefault(slice.chunk(), "");
                    }
                });
        if (!reason[0].isEmpty()) {
            listener.fault(snapshot, path.get(), reason[0]);
        }
    }

    /** It was told before. */
    @Override
    public void damaged(Snapshot snapshot, RawPath path, IOException fault) {}
}
