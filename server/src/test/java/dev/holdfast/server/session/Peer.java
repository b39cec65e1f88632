package dev.holdfast.server.session;

import static dev.holdfast.server.Samples.NOW;
import static dev.holdfast.server.Samples.machine;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.KeyId;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.Series;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.VaultId;
import dev.holdfast.model.feature.Features;
import dev.holdfast.model.object.SealedRecord;
import dev.holdfast.protocol.message.Answer;
import dev.holdfast.protocol.message.Request;
import dev.holdfast.protocol.wire.ClientConnection;
import dev.holdfast.protocol.wire.Download;
import dev.holdfast.protocol.wire.Limits;
import dev.holdfast.protocol.wire.LocalTransport;
import dev.holdfast.protocol.wire.ServerConnection;
import dev.holdfast.protocol.wire.Transport;
import dev.holdfast.testkit.Records;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A client at the other end of a session that runs in its own thread. */
final class Peer implements AutoCloseable {
    static final VaultId VAULT = new VaultId(new UUID(1, 2));

    /** No time passes, so nothing is sent only because it did. */
    private static final long STANDSTILL = 0;

    private final ClientConnection connection;
    private final Thread server;

    private Peer(ClientConnection connection, Thread server) {
        this.connection = connection;
        this.server = server;
    }

    static Peer meet(Function<ServerConnection, Session> session) throws IOException {
        return meet(session, line -> line);
    }

    /** The same by a line that somebody may listen on. */
    static Peer meet(Function<ServerConnection, Session> session, UnaryOperator<Transport> listened)
            throws IOException {
        LocalTransport.Pair pair = LocalTransport.pair("test");
        Thread server = Thread.ofPlatform().start(() -> serve(pair.server(), session));
        return new Peer(
                ClientConnection.open(
                        listened.apply(pair.client()),
                        Limits.STANDARD,
                        () -> STANDSTILL,
                        working -> {}),
                server);
    }

    static void serve(LocalTransport transport, Function<ServerConnection, Session> session) {
        try {
            session.apply(ServerConnection.open(transport, Limits.STANDARD, () -> STANDSTILL))
                    .serve();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    <A extends Answer> A ask(Request.Question<A> question) throws IOException {
        return connection.ask(question);
    }

    void put(SealedRecord record) throws IOException {
        connection.put(record);
    }

    static Request.Greet greeting(@Nullable VaultId vault) {
        return new Request.Greet(Features.NONE, "test", machine(1), vault);
    }

    Answer.Welcome greet() throws IOException {
        return ask(greeting(VAULT));
    }

    static Request.Begin beginning(Series series, KeyId key) {
        return new Request.Begin(
                series,
                Bytes.copyOf(new byte[Request.Begin.RUN_SIZE]),
                Timestamp.of(NOW),
                List.of(Records.wrap(key)));
    }

    Answer.Begun begin(Series series) throws IOException {
        return ask(beginning(series, Records.KEY));
    }

    /** Greets and begins. */
    Peer begun() throws IOException {
        greet();
        begin(Series.SYSTEM);
        return this;
    }

    static Request.Commit committing(ObjectId root) {
        return new Request.Commit(root, 3, 4, 5);
    }

    Answer.CommitVerdict commit(ObjectId root) throws IOException {
        return ask(committing(root));
    }

    /** What comes of a fetch, in order; the last part is {@link Answer.Done}. */
    List<Answer> fetch(ObjectId... ids) throws IOException {
        List<Answer> answers = new ArrayList<>();
        try (Download download = connection.fetch(new Request.Fetch(List.of(ids)))) {
            for (Answer.Fetched next = download.next(); next != null; next = download.next()) {
                answers.add(next);
            }
            answers.add(new Answer.Done(download.absent()));
        }
        return answers;
    }

    /** Hangs up and waits until the session has ended. */
    @Override
    public void close() {
        connection.close();
        awaitEnd();
    }

    /** Waits until the session has ended by itself. */
    void awaitEnd() {
        try {
            server.join();
        } catch (InterruptedException interrupt) {
            throw new AssertionError(interrupt);
        }
    }
}
