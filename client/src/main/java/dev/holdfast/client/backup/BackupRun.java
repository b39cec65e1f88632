package dev.holdfast.client.backup;

import dev.holdfast.client.cache.CacheFile;
import dev.holdfast.client.cache.DamagedCacheException;
import dev.holdfast.client.identity.SeriesMemory;
import dev.holdfast.client.tree.DirectoryBuilder;
import dev.holdfast.client.vault.ObjectWriter;
import dev.holdfast.client.vault.Trees;
import dev.holdfast.client.vault.VaultConnection;
import dev.holdfast.codec.chunk.PartCuts;
import dev.holdfast.codec.local.LocalBox;
import dev.holdfast.filesystem.capture.CaptureBuffers;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.model.tree.Node;
import dev.holdfast.model.tree.Root;
import dev.holdfast.model.tree.RootFormat;
import dev.holdfast.protocol.message.Answer;
import dev.holdfast.protocol.message.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One backup over one connection, from the first question to the commit. What goes wrong with the
 * connection ends it; a new run goes on from the last checkpoint.
 */
final class BackupRun {
    /**
     * Objects that turn out to be missing are saved again, as long as they are new ones: that a
     * tree is lost may show only when the one above it is there again. So many times at most, as a
     * hostile server never runs out of ids.
     */
    private static final int PASSES_MAX = 100;

    private final BackupRequest request;
    private final BackupTools tools;
    private final VaultConnection vault;
    private final ObjectWriter writer;
    private final Answer.Begun begun;
    private final Timestamp started;
    private final LocalBox box;
    private final Trees trees;

    private long nextCheckpointNanos;

    BackupRun(BackupRequest request, BackupTools tools, Opened opened) {
        this.request = request;
        this.tools = tools;
        this.vault = opened.vault();
        this.writer = opened.writer();
        this.begun = opened.begun();
        this.started = opened.started();
        this.box = new LocalBox(tools.keys().sealing().cache(), tools.random());
        this.trees = vault.trees();
    }

    /** A session that has begun. */
    record Opened(
            VaultConnection vault, ObjectWriter writer, Answer.Begun begun, Timestamp started) {}

    /** Walks, saves and commits. */
    BackupResult run() throws IOException {
        LastRootFinder finder = new LastRootFinder(trees, tools, vault.welcome().client());
        finder.unreadable(vault.snapshots().unreadable());
        LastRoot last = finder.find(begun, request.series(), request.memory());
        last.warnings().forEach(request.listener()::warning);
        Losses losses = new Losses(trees);
        losses.add(vault.welcome().heal());
        Set<ObjectId> missing = new HashSet<>();
        for (int pass = 1; ; pass++) {
            try (Pass current = new Pass(base(last, losses), losses, last)) {
                switch (current.commit()) {
                    case Answer.Committed(Snapshot snapshot) -> {
                        return current.finish(snapshot);
                    }
                    case Answer.Missing(List<ObjectId> ids) -> {
                        if (!missing.addAll(ids) || pass == PASSES_MAX) {
                            throw new IOException(
                                    "the server still lacks %d objects after they were sent"
                                            .formatted(ids.size()));
                        }
                        writer.forget(ids);
                        losses.add(ids);
                    }
                }
            } catch (DamagedCacheException damaged) {
                if (pass == PASSES_MAX) {
                    throw damaged;
                }
                Files.deleteIfExists(tools.cacheFile());
            }
            tools.progress().restart();
        }
    }

    private Base base(LastRoot last, Losses losses) throws IOException {
        Root root = last.base();
        ObjectId id = last.baseId();
        if (root == null || id == null) {
            if (request.listener().estimates()) {
                Scout.start(request.selection(), request.listener());
            }
            return Base.NONE;
        }
        request.listener().expected(root.totals());
        var cache = CacheFile.open(tools.cacheFile(), box, id);
        if (cache.isEmpty()) {
            try (NextCache rebuilt = nextCache()) {
                losses.add(CacheRebuild.run(trees, rebuilt, id, root));
            }
            cache = CacheFile.open(tools.cacheFile(), box, id);
        }
        return new Base(root, cache.orElse(null));
    }

    private NextCache nextCache() {
        return new NextCache(tools.cacheFile(), box, request.listener());
    }

    /** One walk over everything. */
    private final class Pass implements AutoCloseable, Walk.Checkpoints {
        private final Base base;
        private final Losses losses;
        private final LastRoot last;
        private final NextCache cache;
        private final SharedUses uses;
        private final Gaps gaps = new Gaps(request.listener());
        private final Owners owners;
        private final ContentSaver contents;
        private final Assembly assembly;
        private @Nullable ObjectId rootId;
        private @Nullable Root root;

        Pass(Base base, Losses losses, LastRoot last) {
            this.base = base;
            this.losses = losses;
            this.last = last;
            this.cache = nextCache();
            this.uses = new SharedUses(base.sharedChunks());
            this.owners = new Owners(base.root());
            SharedChunk shared = new SharedChunk(writer, uses);
            PartCuts cuts = new PartCuts(tools.keys().sealing().parts());
            this.contents = new ContentSaver(writer, shared, tools.keys().sealing());
            this.assembly =
                    new Assembly(cache, shared, uses, () -> new DirectoryBuilder(writer, cuts));
            planCheckpoint();
        }

        Answer.CommitVerdict commit() throws IOException {
            CaptureBuffers buffers = new CaptureBuffers();
            FileSaver files = new FileSaver(contents, buffers, tools.progress(), trees);
            Walk walk =
                    new Walk(
                            base,
                            new Walk.Parts(assembly, files, uses, trees, losses),
                            this,
                            new Walk.Report(
                                    tools.progress(), request.listener(), gaps, owners, buffers));
            walk.run(request.selection());
            assembly.settle();
            Root made = root(walk, assembly.top());
            root = made;
            ObjectId id = writer.submit(RootFormat.encode(made));
            rootId = id;
            writer.drain();
            return vault.connection()
                    .ask(
                            new Request.Commit(
                                    id,
                                    made.totals().entries(),
                                    made.totals().bytes(),
                                    made.totals().unread()));
        }

        private Root root(Walk walk, Node.Directory top) throws IOException {
            return new Root(
                    new Root.Lineage(
                            tools.keys().sealing().vault(),
                            vault.welcome().client(),
                            request.series(),
                            last.nextSequence(),
                            started,
                            last.previousId()),
                    new Root.Top(walk.top(), top),
                    request.rules(),
                    walk.mounts(),
                    owners.users(),
                    owners.groups(),
                    new TreeMap<>(),
                    contents.whole(gaps.toArray()),
                    new Root.Totals(
                            tools.progress().entries(),
                            tools.progress().contentBytes(),
                            gaps.count()));
        }

        @Override
        public boolean isDue() {
            return tools.ticker().getAsLong() - nextCheckpointNanos >= 0;
        }

        @Override
        public void make(Node.Directory top, Walk walk) throws IOException {
            ObjectId id = writer.submit(RootFormat.encode(root(walk, top)));
            writer.drain();
            Answer.Checkpointed verdict = vault.connection().ask(new Request.Checkpoint(id));
            if (verdict instanceof Answer.Kept) {
                request.listener().checkpoint();
            }
            planCheckpoint();
        }

        /** Remembers what was committed, for the next run. */
        BackupResult finish(Snapshot snapshot) throws IOException {
            if (root == null || rootId == null) {
                throw new IllegalStateException("nothing was committed");
            }
            if (!snapshot.root().equals(rootId)) {
                throw new IOException("the server committed another root than it was asked to");
            }
            base.close();
            cache.commit(rootId, uses.result());
            SeriesMemory memory =
                    new SeriesMemory(rootId, root.lineage().sequence(), snapshot.sequence());
            return new BackupResult(snapshot, root, memory, last.warnings());
        }

        @Override
        public void close() throws IOException {
            cache.close();
            base.close();
        }
    }

    private void planCheckpoint() {
        Duration every = request.checkpointEvery();
        nextCheckpointNanos = tools.ticker().getAsLong() + every.toNanos();
    }
}
