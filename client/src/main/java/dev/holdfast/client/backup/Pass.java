package dev.holdfast.client.backup;

import dev.holdfast.client.ahead.Ahead;
import dev.holdfast.client.ahead.ReadAhead;
import dev.holdfast.client.assembly.Assembly;
import dev.holdfast.client.assembly.Descriptions;
import dev.holdfast.client.assembly.Owners;
import dev.holdfast.client.base.Base;
import dev.holdfast.client.base.LastRoot;
import dev.holdfast.client.base.Losses;
import dev.holdfast.client.base.NextCache;
import dev.holdfast.client.content.ContentSaver;
import dev.holdfast.client.content.FileSaver;
import dev.holdfast.client.content.SharedChunk;
import dev.holdfast.client.content.SharedUses;
import dev.holdfast.client.download.MissingObjectsException;
import dev.holdfast.client.identity.SeriesMemory;
import dev.holdfast.client.progress.Gaps;
import dev.holdfast.client.selection.Choices;
import dev.holdfast.client.stream.StreamSaver;
import dev.holdfast.client.stream.StreamedFile;
import dev.holdfast.client.tree.DirectoryBuilder;
import dev.holdfast.client.upload.ObjectWriter;
import dev.holdfast.client.walk.Walk;
import dev.holdfast.codec.chunk.PartCuts;
import dev.holdfast.codec.seal.CorruptDataException;
import dev.holdfast.filesystem.capture.CaptureBuffers;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.model.tree.Content;
import dev.holdfast.model.tree.Metadata;
import dev.holdfast.model.tree.Node;
import dev.holdfast.model.tree.Root;
import dev.holdfast.model.tree.RootFormat;
import dev.holdfast.platform.linux.ThisProcess;
import dev.holdfast.protocol.message.Answer;
import dev.holdfast.protocol.message.Request;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One walk over everything, with its checkpoints and the attempt to commit what it saved. */
final class Pass implements AutoCloseable, Walk.Checkpoints {
    private static final long ROOT = 0;

    /** Of the bytes that were read, those that are read back of what the vault has at most. */
    private static final int READ_BACK_DIVISOR = 1_024;

    private final BackupRequest request;
    private final BackupTools tools;
    private final Backup backup;
    private final BackupRun.Opened opened;
    private final Compared compared;
    private final NextCache cache;
    private final SharedUses uses;
    private final Gaps gaps;
    private final Owners owners;
    private final ContentSaver contents;
    private final Assembly assembly;

    private long nextCheckpointNanos;
    private @Nullable ObjectId rootId;
    private @Nullable Root root;

    /**
     * @param cache to be written, for the next run
     */
    Pass(BackupRun run, Compared compared, NextCache cache) {
        this.request = run.request();
        this.tools = run.tools();
        this.backup = run.backup();
        this.opened = run.opened();
        this.compared = compared;
        this.cache = cache;
        this.uses = new SharedUses(compared.base().sharedChunks(), compared.kept());
        this.gaps = new Gaps(request.listener());
        this.owners = new Owners(compared.base().root());
        ObjectWriter writer = opened.writer();
        SharedChunk shared = new SharedChunk(writer, uses);
        PartCuts cuts = new PartCuts(tools.keys().sealing().parts());
        this.contents = new ContentSaver(writer, shared, tools.keys().sealing());
        this.assembly = new Assembly(cache, shared, uses, () -> new DirectoryBuilder(writer, cuts));
        planCheckpoint();
    }

    /**
     * What the walk is compared with.
     *
     * @param kept when the snapshots of the series were received, in seconds, the oldest first
     */
    record Compared(Base base, Losses losses, LastRoot last, List<Long> kept) {
        /** A run that reads whatever it meets has the content brought, any other one the inodes. */
        Ahead ahead(Choices choices, Ahead inodes) {
            boolean isSnapshot = Objects.equals(last.baseId(), last.previousId());
            if (base.root() == null || !isSnapshot) {
                inodes.close();
                return ReadAhead.of(choices);
            }
            return inodes;
        }
    }

    Answer.CommitVerdict commit() throws IOException {
        Met met =
                switch (request.subject()) {
                    case Subject.Files(Choices choices) -> walk(choices);
                    case Subject.Stream(StreamedFile file) -> read(file);
                };
        assembly.settle();
        contents.finish();
        Root made = root(met, assembly.top(), facts());
        root = made;
        ObjectId id = opened.writer().submit(RootFormat.encode(made));
        rootId = id;
        opened.writer().drain();
        backup.submitted(id, made);
        Root.Totals totals = made.totals();
        return opened.vault()
                .connection()
                .ask(new Request.Commit(id, totals.entries(), totals.bytes(), totals.unread()));
    }

    /** What was met beside the entries. */
    private record Met(Metadata top, List<Root.Mount> mounts) {}

    private Met walk(Choices choices) throws IOException {
        CaptureBuffers buffers = new CaptureBuffers();
        var trees = opened.vault().trees();
        FileSaver files = new FileSaver(contents, buffers, tools.progress(), trees);
        try (Ahead ahead = compared.ahead(choices, opened.start().inodes())) {
            Walk walk =
                    new Walk(
                            compared.base(),
                            new Walk.Parts(
                                    assembly,
                                    files,
                                    uses,
                                    trees,
                                    compared.losses(),
                                    buffers,
                                    ahead),
                            this,
                            new Walk.Report(
                                    tools.progress(),
                                    request.listener(),
                                    gaps,
                                    owners,
                                    opened.start().time()));
            walk.run(choices);
            return new Met(walk.top(), walk.mounts());
        }
    }

    private Met read(StreamedFile file) throws IOException {
        Timestamp now = opened.start().time();
        StreamSaver.Report report =
                new StreamSaver.Report(
                        tools.progress(),
                        request.listener(),
                        new Descriptions(gaps, owners, now),
                        now);
        return new Met(new StreamSaver(assembly, contents, report).save(file), List.of());
    }

    private SortedMap<String, Content> facts() throws IOException {
        SortedMap<String, Content> facts = new TreeMap<>();
        for (Map.Entry<String, byte[]> fact : opened.start().facts().await().entrySet()) {
            facts.put(fact.getKey(), contents.whole(fact.getValue()));
        }
        return facts;
    }

    private Root root(Met met, Node.Directory top, SortedMap<String, Content> facts)
            throws IOException {
        return new Root(
                new Root.Lineage(
                        tools.keys().sealing().vault(),
                        opened.vault().welcome().client(),
                        request.series(),
                        compared.last().nextSequence(),
                        opened.start().time(),
                        compared.last().previousId()),
                new Root.Top(met.top(), top),
                request.subject().choices().recorded(),
                met.mounts(),
                owners.users(),
                owners.groups(),
                facts,
                contents.whole(gaps.toArray()),
                new Root.Totals(
                        tools.progress().entries(), tools.progress().contentBytes(), gaps.count()));
    }

    @Override
    public boolean isDue() {
        return tools.ticker().getAsLong() - nextCheckpointNanos >= 0;
    }

    @Override
    public void make(Node.Directory top, Walk walk) throws IOException {
        Met met = new Met(walk.top(), walk.mounts());
        ObjectId id = opened.writer().submit(RootFormat.encode(root(met, top, new TreeMap<>())));
        opened.writer().drain();
        Answer.Checkpointed verdict = opened.vault().connection().ask(new Request.Checkpoint(id));
        if (verdict instanceof Answer.Kept) {
            request.listener().checkpoint();
        }
        planCheckpoint();
    }

    private void planCheckpoint() {
        nextCheckpointNanos = tools.ticker().getAsLong() + request.checkpointEvery().toNanos();
    }

    /** Remembers what was committed, for the next run. */
    BackupResult finish(Snapshot snapshot) throws IOException {
        if (root == null || rootId == null) {
            throw new IllegalStateException("nothing was committed");
        }
        if (!snapshot.root().equals(rootId)) {
            throw new IOException("the server committed another root than it was asked to");
        }
        if (ThisProcess.user() != ROOT && request.subject() instanceof Subject.Files) {
            tellWhatRootWouldSave();
        }
        compared.base().close();
        int unopened = readBack(opened.writer().countedOn());
        cache.commit(rootId, root, uses.result());
        SeriesMemory memory =
                new SeriesMemory(rootId, root.lineage().sequence(), snapshot.sequence());
        return new BackupResult(snapshot, root, memory, unopened, compared.last().warnings());
    }

    /**
     * A server takes a record on its word: whether it can be opened only we can tell. At least one
     * is read.
     */
    private int readBack(List<ObjectId> ids) throws IOException {
        long bytesMax = tools.progress().readBytes() / READ_BACK_DIVISOR;
        long bytes = 0;
        int unopened = 0;
        for (ObjectId id : ids) {
            if (bytes > bytesMax) {
                break;
            }
            try {
                bytes += opened.vault().reader().read(id).bytes().length;
            } catch (CorruptDataException | MissingObjectsException wrong) {
                unopened++;
                request.listener().warning(unopened(wrong));
            }
        }
        return unopened;
    }

    private static String unopened(IOException wrong) {
        return "what the server has of this machine cannot be opened (%s): it is damaged, or"
                        .formatted(wrong.getMessage())
                + " somebody else put it there with this machine's key; 'holdfast server distrust'"
                + " on the server has it sent again";
    }

    private void tellWhatRootWouldSave() {
        gaps.kinds()
                .forEach((reason, count) ->
                        request.listener()
                                .warning(
                                        "as an ordinary user, %d could not be read: %s"
                                                .formatted(count, reason)));
        request.listener()
                .warning("attributes in the namespace trusted are for root only: none is saved");
    }

    @Override
    public void close() throws IOException {
        cache.close();
        compared.base().close();
    }
}
