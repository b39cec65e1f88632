package dev.holdfast.server.session;

import dev.holdfast.model.ObjectId;
import dev.holdfast.model.Series;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.VaultId;
import dev.holdfast.model.feature.Features;
import dev.holdfast.model.object.SealedRecord;
import dev.holdfast.model.snapshot.Partial;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.platform.durable.DiscFullException;
import dev.holdfast.protocol.invite.Invitation.Rights;
import dev.holdfast.protocol.message.Answer;
import dev.holdfast.protocol.message.RefusalCode;
import dev.holdfast.protocol.message.Request;
import dev.holdfast.protocol.wire.ServerConnection;
import dev.holdfast.server.report.RunWatch;
import dev.holdfast.server.report.Served;
import dev.holdfast.server.rules.Asked;
import dev.holdfast.store.vault.Provenance;
import dev.holdfast.store.vault.Vault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** With a client that was enrolled. */
final class ClientConversation implements Conversation {
    private static final int BUSY_SECONDS = 60;

    private final SessionSetting setting;
    private final SessionClient client;
    private final RunWatch watch;
    private final VaultFolder folder;
    private final Permits permits;
    private final ServerConnection connection;

    private Request.@Nullable Greet greeting;
    private @Nullable Backup backup;
    private long newBytesBefore;

    /**
     * @param watch is told of each backup
     */
    ClientConversation(
            SessionSetting setting,
            SessionClient client,
            RunWatch watch,
            ServerConnection connection) {
        this.setting = setting;
        this.client = client;
        this.watch = watch;
        this.folder = new VaultFolder(client);
        this.permits = new Permits(client);
        this.connection = connection;
    }

    @Override
    public @Nullable Answer answer(int id, Request request) throws IOException {
        return switch (request) {
            case Request.Ping _ -> Answer.Done.ALL;
            case Request.Greet greet -> greet(greet);
            case Request.ListSnapshots _ -> list();
            case Request.Fetch(var ids) -> fetch(id, ids);
            case Request.Begin begin -> begin(begin);
            case Request.Report report -> report(report);
            case Request.Enrol _ -> Negatives.outOfPlace("this machine has enrolled before");
            case Request.Have _, Request.Put _, Request.Checkpoint _, Request.Commit _ -> {
                Answer.@Nullable Refused obstacle = mayWrite();
                Backup begun = backup;
                if (obstacle != null) {
                    yield obstacle;
                }
                yield begun == null
                        ? Negatives.outOfPlace("begin a backup first")
                        : write(begun, request);
            }
        };
    }

    private Answer greet(Request.Greet greet) throws IOException {
        if (greeting != null) {
            return Negatives.outOfPlace("you have greeted before");
        }
        greet.features().requireWritable("this client");
        Optional<Answer.Refused> obstacle = client.refusal(Asked.CONNECTION);
        if (obstacle.isPresent()) {
            return obstacle.get();
        }
        if (client.rights() == Rights.FULL && isOtherMachine(greet)) {
            return otherMachine();
        }
        Optional<Vault> vault = folder.vault();
        greeting = greet;
        setting.log().accept(new SessionEvent.Began(greet.version()));
        return new Answer.Welcome(
                Features.NONE,
                setting.version(),
                now(),
                client.id(),
                client.name(),
                vault.map(Vault::id).orElse(null));
    }

    /** A full disc keeps nobody from reading. */
    private boolean isOtherMachine(Request.Greet greet) throws IOException {
        try {
            return client.noteMachine(greet.machine());
        } catch (DiscFullException full) {
            setting.log().accept(Negatives.event(Negatives.of(full)));
            return false;
        }
    }

    private Answer.Refused otherMachine() {
        return Answer.Refused.because(
                RefusalCode.OTHER_MACHINE,
                ("this is another machine than %1$s was before, with the same key: if it is a copy,"
                                + " invite it under a name of its own and run 'holdfast setup' with"
                                + " a new state folder; if it has taken the place of %1$s, say so")
                        .formatted(client.name()),
                "holdfast server allow %s --new-machine".formatted(client.name()));
    }

    private Answer list() throws IOException {
        if (greeting == null) {
            return Negatives.outOfPlace("greet first");
        }
        Optional<Answer.Refused> obstacle = permits.list(backup != null);
        if (obstacle.isPresent()) {
            return obstacle.get();
        }
        Optional<Vault> vault = folder.vault();
        return vault.isPresent()
                ? new VaultReading(vault.get()).list()
                : new Answer.Snapshots(List.of(), List.of(), List.of());
    }

    private Answer fetch(int id, List<ObjectId> ids) throws IOException {
        if (greeting == null) {
            return Negatives.outOfPlace("greet first");
        }
        Optional<Answer.Refused> obstacle = permits.list(backup != null);
        if (obstacle.isPresent()) {
            return obstacle.get();
        }
        Optional<Vault> vault = folder.vault();
        if (vault.isEmpty()) {
            return new Answer.Done(ids);
        }
        Permits.Fetching fetching = permits.fetch(backup != null);
        Answer.Done done = new VaultReading(vault.get()).fetch(id, ids, fetching, connection);
        return fetching.refused().<Answer>map(refused -> refused).orElse(done);
    }

    private Answer.@Nullable Refused mayWrite() {
        if (greeting == null) {
            return Negatives.outOfPlace("greet first");
        }
        return switch (client.rights()) {
            case FULL -> null;
            case RESTORE_ONLY ->
                    Answer.Refused.because(
                            RefusalCode.NOT_AUTHORISED,
                            "this machine may only read the backups of %s".formatted(client.name()),
                            "holdfast server invite " + client.name());
        };
    }

    private Answer begin(Request.Begin begin) throws IOException {
        Answer.@Nullable Refused obstacle = mayWrite();
        if (obstacle != null) {
            return obstacle;
        }
        Optional<Answer.Refused> forbidden = client.refusal(Asked.BACKUP);
        if (forbidden.isPresent()) {
            return forbidden.get();
        }
        if (backup != null && !backup.isCommitted()) {
            return Negatives.outOfPlace("commit the backup that has begun first");
        }
        watch.asked();
        VaultId wanted = greeting == null ? null : greeting.vault();
        if (wanted == null) {
            return Negatives.outOfPlace("a backup needs keys: holdfast setup makes them");
        }
        connection.working("opening the vault");
        VaultFolder.Opened opened = folder.openOrCreate(wanted, now());
        if (!opened.vault().id().equals(wanted)) {
            return wrongVault();
        }
        client.noteVault(wanted);
        Optional<Answer.Refused> busy = busy(opened.vault(), begin.series());
        return busy.isPresent() ? busy.get() : begin(begin, opened);
    }

    /** The same series is taken over: its session may be half dead. Others take their turn. */
    private Optional<Answer.Refused> busy(Vault vault, Series series) throws IOException {
        closeBackup();
        if (!client.writesOneAtATime()) {
            return Optional.empty();
        }
        return vault.uploadsUnderWay().stream()
                .filter(other -> other.client().equals(client.id()))
                .filter(other -> !other.series().equals(series))
                .findFirst()
                .map(other ->
                        Answer.Refused.busy(
                                "another backup of %s is under way, of series %s"
                                        .formatted(client.name(), other.series()),
                                BUSY_SECONDS));
    }

    private Answer.Refused wrongVault() {
        return Answer.Refused.because(
                RefusalCode.WRONG_VAULT,
                ("the vault of %s on this server belongs to other keys than this machine has:"
                                + " holdfast key recover brings them back")
                        .formatted(client.name()),
                "holdfast server retire " + client.name());
    }

    private Answer begin(Request.Begin begin, VaultFolder.Opened opened) throws IOException {
        Snapshot.Origin origin =
                new Snapshot.Origin(client.id(), begin.series(), setting.freshIds().get());
        Optional<Answer.Refused> obstacle = client.steward().begin(opened.vault(), origin);
        if (obstacle.isPresent()) {
            return obstacle.get();
        }
        Backup begun = Backup.begin(opened.vault(), new Provenance(origin, now(), begin.wraps()));
        backup = begun;
        attempt(() -> watch.begun(origin));
        Predicate<Snapshot.Origin> sameSeries =
                other ->
                        other.client().equals(origin.client())
                                && other.series().equals(origin.series());
        Optional<Snapshot> last = last(opened.vault(), sameSeries);
        Optional<Partial> partial = partial(opened.vault(), sameSeries);
        return new Answer.Begun(
                origin.session(),
                last.orElse(null),
                partial.orElse(null),
                !opened.isNew(),
                heal(opened.vault(), last, partial));
    }

    private static Optional<Snapshot> last(Vault vault, Predicate<Snapshot.Origin> series)
            throws IOException {
        Predicate<Timestamp> belief = vault.belief();
        Optional<Snapshot> last = Optional.empty();
        for (Snapshot snapshot : vault.snapshots()) {
            if (series.test(snapshot.origin()) && belief.test(snapshot.received())) {
                last = Optional.of(snapshot);
            }
        }
        return last;
    }

    private static Optional<Partial> partial(Vault vault, Predicate<Snapshot.Origin> series)
            throws IOException {
        Predicate<Timestamp> belief = vault.belief();
        for (Partial partial : vault.partials()) {
            if (series.test(partial.origin()) && belief.test(partial.received())) {
                return Optional.of(partial);
            }
        }
        return Optional.empty();
    }

    /** What the client may have of what is lost of that with which it compares. */
    private static List<ObjectId> heal(
            Vault vault, Optional<Snapshot> last, Optional<Partial> partial) throws IOException {
        List<ObjectId> roots = new ArrayList<>();
        last.ifPresent(snapshot -> roots.add(snapshot.root()));
        partial.ifPresent(unfinished -> roots.add(unfinished.root()));
        List<ObjectId> lost = vault.damagedBelow(roots);
        return lost.subList(0, Math.min(lost.size(), Answer.Begun.HEAL_MAX));
    }

    private @Nullable Answer write(Backup begun, Request request) throws IOException {
        return switch (request) {
            case Request.Have(var ids) -> begun.have(ids);
            case Request.Put(var record) -> put(begun, record);
            case Request.Checkpoint(var root) -> {
                connection.working("keeping what was saved so far");
                yield begun.checkpoint(root, now());
            }
            case Request.Commit commit -> commit(begun, commit);
            case Request.Greet _,
                    Request.Begin _,
                    Request.Report _,
                    Request.ListSnapshots _,
                    Request.Fetch _,
                    Request.Ping _,
                    Request.Enrol _ ->
                    throw new IllegalArgumentException("not part of a backup: " + request);
        };
    }

    private Answer.@Nullable Refused put(Backup begun, SealedRecord record) throws IOException {
        if (!begun.isUnderKey(record)) {
            return Negatives.outOfPlace("a record is under another key than the backup began with");
        }
        Optional<Answer.Refused> obstacle = client.steward().bring(begun.newBytes());
        if (obstacle.isPresent()) {
            return obstacle.get();
        }
        begun.put(record);
        return null;
    }

    private Answer commit(Backup begun, Request.Commit commit) throws IOException {
        connection.working("looking whether everything is there");
        client.steward()
                .committing(
                        new Snapshot.Figures(
                                commit.entries(),
                                commit.contentBytes(),
                                begun.newBytes(),
                                commit.unread()));
        Answer.CommitVerdict verdict = begun.commit(commit, now());
        if (verdict instanceof Answer.Committed(var snapshot)) {
            setting.log().accept(new SessionEvent.Committed(snapshot));
        }
        return verdict;
    }

    private Answer report(Request.Report report) throws IOException {
        Answer.@Nullable Refused obstacle = mayWrite();
        if (obstacle != null) {
            return obstacle;
        }
        watch.told(report, backup == null ? 0 : backup.newBytes());
        return Answer.Done.ALL;
    }

    private Timestamp now() {
        return Timestamp.of(setting.clock().instant());
    }

    @Override
    public long newBytes() {
        return newBytesBefore + (backup == null ? 0 : backup.newBytes());
    }

    @Override
    public void abandon() throws IOException {
        closeBackup();
    }

    @Override
    public void close() throws IOException {
        closeBackup();
        attempt(() -> watch.ended(0, Served.Housework.NONE));
    }

    private interface Noting {
        void note() throws IOException;
    }

    /** No backup fails for what is noted of it. */
    private void attempt(Noting noting) {
        try {
            noting.note();
        } catch (IOException full) {
            String why = "the report cannot be kept: " + full.getMessage();
            setting.log().accept(new SessionEvent.Failed(why));
        }
    }

    private void closeBackup() throws IOException {
        Backup closing = backup;
        if (closing != null) {
            newBytesBefore += closing.newBytes();
            backup = null;
            try {
                closing.close();
            } finally {
                finish(closing);
            }
        }
    }

    private void finish(Backup closed) throws IOException {
        try {
            client.steward()
                    .finished(
                            closed.newBytes(),
                            closed.isCommitted()
                                    ? Steward.Outcome.COMMITTED
                                    : Steward.Outcome.GIVEN_UP);
        } finally {
            attempt(() -> watch.ended(closed.newBytes(), client.steward().housework()));
        }
    }
}
