package dev.holdfast.client.backup;

import dev.holdfast.client.ahead.Ahead;
import dev.holdfast.client.ahead.Estimate;
import dev.holdfast.client.backup.Pass.Compared;
import dev.holdfast.client.base.Base;
import dev.holdfast.client.base.LastRoot;
import dev.holdfast.client.base.LastRootFinder;
import dev.holdfast.client.base.Losses;
import dev.holdfast.client.cache.DamagedCacheException;
import dev.holdfast.client.facts.Gathering;
import dev.holdfast.client.selection.Choices;
import dev.holdfast.client.upload.ObjectWriter;
import dev.holdfast.client.vault.VaultConnection;
import dev.holdfast.codec.local.LocalBox;
import dev.holdfast.model.ClientId;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.model.tree.Root;
import dev.holdfast.model.tree.RootFormat;
import dev.holdfast.protocol.message.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
    private final Backup backup;
    private final Opened opened;
    private final Base.Source source;

    BackupRun(BackupRequest request, BackupTools tools, Backup backup, Opened opened) {
        this.request = request;
        this.backup = backup;
        this.tools = tools;
        this.opened = opened;
        this.source =
                new Base.Source(
                        tools.cacheFile(),
                        new LocalBox(tools.keys().sealing().cache(), tools.random()),
                        opened.vault().trees(),
                        request.listener());
    }

    /** A session that has begun. */
    record Opened(VaultConnection vault, ObjectWriter writer, Answer.Begun begun, Start start) {}

    /**
     * What began with the run, however many connections it takes.
     *
     * @param facts about the host
     * @param inodes brings what a walk will look at
     */
    record Start(Timestamp time, Gathering facts, Ahead inodes) {}

    BackupRequest request() {
        return request;
    }

    Backup backup() {
        return backup;
    }

    BackupTools tools() {
        return tools;
    }

    Opened opened() {
        return opened;
    }

    /** Walks, saves and commits. */
    BackupResult run() throws IOException {
        Answer.Snapshots kept = opened.vault().snapshots();
        LastRoot last = lastRoot(kept);
        last.warnings().forEach(request.listener()::warning);
        for (Root lost : last.lost()) {
            opened.writer().submit(RootFormat.encode(lost));
        }
        Losses losses = new Losses(source.trees());
        losses.add(opened.begun().heal());
        tellWhatToExpect(last);
        Set<ObjectId> missing = new HashSet<>();
        for (int pass = 1; ; pass++) {
            Compared compared = new Compared(base(last, losses), losses, last, received(kept));
            try (Pass current = new Pass(this, compared, source.next())) {
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
                        opened.writer().forget(ids);
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

    /** When the server received the snapshots of this series. */
    private List<Long> received(Answer.Snapshots kept) {
        ClientId client = opened.vault().welcome().client();
        return kept.snapshots().stream()
                .filter(each -> each.origin().client().equals(client))
                .filter(each -> each.origin().series().equals(request.series()))
                .map(each -> each.received().seconds())
                .sorted()
                .toList();
    }

    private LastRoot lastRoot(Answer.Snapshots kept) throws IOException {
        VaultConnection vault = opened.vault();
        LastRootFinder finder =
                new LastRootFinder(
                        source.trees(),
                        source::remembered,
                        tools.keys().sealing().vault(),
                        vault.welcome().client());
        finder.unreadable(kept.unreadable());
        return finder.find(opened.begun(), request.series(), request.memory());
    }

    private void tellWhatToExpect(LastRoot last) {
        Root base = last.base();
        if (base != null) {
            request.listener().expected(base.totals());
        } else if (request.listener().estimates()
                && request.subject() instanceof Subject.Files(Choices choices)) {
            Estimate.start(choices, request.listener());
        }
    }

    private Base base(LastRoot last, Losses losses) throws IOException {
        Root root = last.base();
        ObjectId id = last.baseId();
        boolean comparable = request.subject() instanceof Subject.Files;
        return !comparable || root == null || id == null
                ? Base.NONE
                : Base.open(source, id, root, losses);
    }
}
