package dev.holdfast.client.backup;

import dev.holdfast.client.ahead.Ahead;
import dev.holdfast.client.ahead.InodesAhead;
import dev.holdfast.client.facts.Gathering;
import dev.holdfast.client.identity.SeriesMemory;
import dev.holdfast.client.selection.Choices;
import dev.holdfast.client.stream.StreamedFile;
import dev.holdfast.client.upload.ObjectWriter;
import dev.holdfast.client.vault.VaultConnection;
import dev.holdfast.codec.seal.ContentKey;
import dev.holdfast.codec.seal.ObjectIds;
import dev.holdfast.codec.seal.Sealer;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.model.tree.Root;
import dev.holdfast.protocol.message.Answer;
import dev.holdfast.protocol.message.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes a backup, whatever becomes of the connection: what was lost is tried again, and goes on
 * from the last checkpoint.
 */
public final class Backup {
    private final BackupRequest request;
    private final BackupTools tools;

    /** What was last asked to be committed; known to be committed only when an answer came. */
    private @Nullable Submitted submitted;

    public Backup(BackupRequest request, BackupTools tools) {
        this.request = request;
        this.tools = tools;
    }

    /**
     * How often, and after how long, a lost connection is tried again.
     *
     * @param pause waits; an exception of it ends everything
     */
    public record Retries(int attempts, Duration interval, Pause pause) {
        /** For a vault on this machine: what fails there would fail again. */
        public static final Retries NONE = new Retries(0, Duration.ZERO, (wait, why) -> {});
    }

    /** Waits. */
    @FunctionalInterface
    public interface Pause {
        /**
         * @param why the last attempt failed, in a sentence
         */
        void pause(Duration wait, String why) throws IOException;
    }

    public BackupResult make(Retries retries) throws IOException {
        byte[] nonce = new byte[Request.Begin.RUN_SIZE];
        tools.random().nextBytes(nonce);
        Bytes run = Bytes.copyOf(nonce);
        Timestamp started = Timestamp.of(tools.clock().instant());
        Gathering facts = Gathering.start(tools.facts());
        Thread.ofPlatform().name("warm-up").daemon().start(Sealer::warmUp);
        try (Ahead inodes = inodesAhead()) {
            return attempts(run, new BackupRun.Start(started, facts, inodes), retries);
        }
    }

    private Ahead inodesAhead() {
        return switch (request.subject()) {
            case Subject.Files(Choices choices) -> InodesAhead.of(choices);
            case Subject.Stream(StreamedFile _) -> Ahead.NOTHING;
        };
    }

    private BackupResult attempts(Bytes run, BackupRun.Start start, Retries retries)
            throws IOException {
        Patience patience = new Patience(retries, tools.random());
        Predicate<IOException> isLast = failure -> patience.endsWith(failure) || isInVain();
        while (true) {
            try {
                return attempt(run, start, isLast);
            } catch (IOException failure) {
                if (isLast.test(failure)) {
                    throw failure;
                }
                Duration wait = patience.spentOn(failure);
                retries.pause().pause(wait, String.valueOf(failure.getMessage()));
            }
        }
    }

    /** Whether what was read cannot be read again, and no commit's answer may just be lost. */
    private boolean isInVain() {
        return submitted == null && !request.subject().isReady();
    }

    /** A root that the server was asked to commit. */
    record Submitted(ObjectId id, Root root) {}

    /** Remembers a root that is about to be committed. */
    void submitted(ObjectId id, Root root) {
        submitted = new Submitted(id, root);
    }

    /**
     * @param isLast whether nobody tries again after a failure: then the server is told of it
     */
    private BackupResult attempt(Bytes run, BackupRun.Start start, Predicate<IOException> isLast)
            throws IOException {
        try (VaultConnection vault = VaultConnection.open(tools.caller(), tools.keys().opening())) {
            try {
                BackupResult result = attempt(run, start, vault);
                Reporting.made(vault, tools, request.listener(), result);
                return result;
            } catch (IOException failure) {
                if (isLast.test(failure)) {
                    Reporting.failed(vault, tools, failure);
                }
                throw failure;
            }
        }
    }

    private BackupResult attempt(Bytes run, BackupRun.Start start, VaultConnection vault)
            throws IOException {
        ContentKey key = ContentKey.random(tools.random());
        try (Sealer sealer = new Sealer(key, tools.random())) {
            Answer.Begun begun =
                    vault.connection()
                            .ask(
                                    new Request.Begin(
                                            request.series(),
                                            run,
                                            start.time(),
                                            key.wrap(tools.keys().sealing(), tools.random())));
            BackupResult committed = committed(begun.last());
            if (committed != null) {
                return committed;
            }
            tools.progress().restart();
            ObjectWriter.Options options =
                    new ObjectWriter.Options(
                            request.threads(),
                            request.level(),
                            begun.known(),
                            tools.progress()::sent);
            ObjectIds ids = new ObjectIds(tools.keys().sealing().objectIds());
            try (ObjectWriter writer = new ObjectWriter(ids, sealer, vault.connection(), options)) {
                BackupRun.Opened opened = new BackupRun.Opened(vault, writer, begun, start);
                return new BackupRun(request, tools, this, opened).run();
            }
        }
    }

    /** The backup that is made already: only the answer to its commit was lost. */
    private @Nullable BackupResult committed(@Nullable Snapshot last) {
        if (submitted == null || last == null || !last.root().equals(submitted.id())) {
            return null;
        }
        Root root = submitted.root();
        SeriesMemory memory =
                new SeriesMemory(submitted.id(), root.lineage().sequence(), last.sequence());
        return new BackupResult(last, root, memory, 0, List.of());
    }
}
