package dev.holdfast.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.model.ObjectId;
import dev.holdfast.protocol.Records;
import dev.holdfast.protocol.message.Answer;
import dev.holdfast.protocol.message.Control;
import dev.holdfast.protocol.message.MessageType;
import dev.holdfast.protocol.message.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a client says, the server's session ends with a sentence and holds what it granted. */
@Timeout(20)
class HostileClientTest {
    private static final Limits LIMITS =
            new Limits(
                    Duration.ofMillis(8),
                    Duration.ofMillis(100),
                    Duration.ofSeconds(1),
                    64 << 10,
                    16);

    private final AtomicLong ticks = new AtomicLong();
    private final LocalTransport.Pair pair = LocalTransport.pair("a vault");
    private final RawPeer client = RawPeer.client(pair);
    private final List<ServerConnection> opened = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        client.close();
        opened.forEach(ServerConnection::close);
    }

    private ServerConnection open() throws IOException {
        ServerConnection server = ServerConnection.open(pair.server(), LIMITS, ticks::get);
        opened.add(server);
        return server;
    }

    private ServerConnection greeted() throws IOException {
        client.greet();
        return open();
    }

    private void passTime(Duration duration) {
        ticks.addAndGet(duration.toNanos() + 1);
    }

    private static void ends(ServerConnection server, Class<?> type, String sentence) {
        assertThatThrownBy(server::next).isInstanceOf(type).hasMessageContaining(sentence);
        assertThatThrownBy(server::next).isInstanceOf(type).hasMessageContaining(sentence);
    }

    private static ServerConnection.Incoming next(ServerConnection server) throws IOException {
        ServerConnection.Incoming incoming = server.next();
        return Objects.requireNonNull(incoming);
    }

    @Test
    void whatDoesNotGreetIsShown() throws Exception {
        client.say("GET / HTTP/1.1\r\n");
        assertThatThrownBy(this::open)
                .isInstanceOf(ProtocolException.class)
                .hasMessage(
                        "the client does not speak holdfast's protocol, but says:"
                                + " GET / HTTP/1.1\\r\\n");
    }

    @ParameterizedTest
    @CsvSource({
        "2147483647, 19, sent a put of",
        "-2147483648, 19, sent a put of",
        "5, 19, sent a put of 0 bytes",
        "121, 19, sent a put of 116 bytes",
        "4784226, 19, sent a put of 4784221 bytes",
        "262150, 18, sent a have of",
        "7, 25, sent a ping of 2 bytes",
        "5, 32, unknown type 0x20",
        "6, 57, sent what only its peer may: DONE",
        "6, 3, sent what only its peer may: WORKING"
    })
    void aHeaderThatNoClientSendsEndsTheConnection(int length, int type, String sentence)
            throws Exception {
        ServerConnection server = greeted();
        client.header(length, type, 1);
        ends(server, ProtocolException.class, sentence);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, -1, Integer.MIN_VALUE})
    void requestsAreNumberedUpwards(int second) throws Exception {
        ServerConnection server = greeted();
        client.send(1, new Request.Ping());
        next(server);
        client.send(second, new Request.Ping());
        ends(
                server,
                ProtocolException.class,
                "request %s follows request 1".formatted(Integer.toUnsignedString(second)));
    }

    @Test
    void requestsAreNumberedFromOne() throws Exception {
        ServerConnection server = greeted();
        client.send(2, new Request.Ping());
        ends(server, ProtocolException.class, "request 2 follows request 0");
    }

    @Test
    void putsAreNumberedToo() throws Exception {
        ServerConnection server = greeted();
        client.send(1, new Request.Put(Records.chunk(1, 25))).send(2, new Request.Ping());
        assertThat(next(server).id()).isEqualTo(1);
        assertThat(next(server)).isEqualTo(new ServerConnection.Incoming(2, new Request.Ping()));
    }

    @Test
    void moreRequestsThanMayBeOpenEndTheConnection() throws Exception {
        ServerConnection server = greeted();
        for (int i = 1; i <= LIMITS.openMax(); i++) {
            client.send(i, new Request.Ping());
        }
        // Puts are not answered, so they are not open.
        client.send(17, new Request.Put(Records.chunk(1, 25)));
        for (int i = 1; i <= 17; i++) {
            assertThat(next(server).id()).isEqualTo(i);
        }
        server.answer(5, Answer.Done.ALL);
        client.send(18, new Request.Ping());
        assertThat(next(server).id()).isEqualTo(18);
        client.send(19, new Request.Ping());
        ends(server, ProtocolException.class, "more than 16 requests open");
    }

    @Test
    void aMalformedRequestEndsTheConnectionWhenItIsTaken() throws Exception {
        ServerConnection server = greeted();
        client.frame(MessageType.CHECKPOINT.code(), 1, (byte) 0x80);
        ends(server, ProtocolException.class, "sent a malformed checkpoint");
    }

    @Test
    void aDamagedRecordEndsTheConnection() throws Exception {
        ServerConnection server = greeted();
        byte[] damaged = Records.chunk(1, 25).bytes().clone();
        damaged[damaged.length - 1] ^= 1;
        client.frame(MessageType.PUT.code(), 1, damaged);
        ends(server, ProtocolException.class, "malformed put: record's digest differs");
    }

    @Test
    void moreThanWasGrantedEndsTheConnectionBeforeItIsHeld() throws Exception {
        ServerConnection server = greeted();
        int size = 9 + Records.chunk(1, 25).length();
        int count = LIMITS.windowSize() / size;
        for (int i = 1; i <= count; i++) {
            client.send(i, new Request.Put(Records.chunk(i, 25)));
        }
        client.header(5 + Records.chunk(1, 25).length(), MessageType.PUT.code(), count + 1);
        Waiting.until(() -> cannotAnswer(server));
        ends(server, ProtocolException.class, "the client sent more than it was granted");
    }

    private static boolean cannotAnswer(ServerConnection server) {
        try {
            server.answer(1, Answer.Done.ALL);
            return false;
        } catch (IllegalArgumentException stillOpen) {
            return false;
        } catch (IOException over) {
            return true;
        }
    }

    @Test
    void noRequestAtAllComesWithoutCredit() throws Exception {
        ServerConnection server = greeted();
        // A request numbered 0 is not the last word of a server.
        client.header(6, MessageType.REFUSED.code(), 0);
        ends(server, ProtocolException.class, "sent what only its peer may");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 9, 40})
    void aClientThatClosesInTheMiddleOfAFrameIsGone(int sent) throws Exception {
        ServerConnection server = greeted();
        Frame frame = Frame.of(1, new Request.Have(List.of(Records.id(1))));
        byte[] bytes = new byte[frame.size()];
        System.arraycopy(frame.header(), 0, bytes, 0, 9);
        System.arraycopy(frame.body(), 0, bytes, 9, frame.body().length);
        client.raw(Arrays.copyOf(bytes, sent)).close();
        ends(server, PeerGoneException.class, "the client closed the connection in the middle");
    }

    @Test
    void whatAClientSentBeforeItClosedIsTakenAndThenNothing() throws Exception {
        ServerConnection server = greeted();
        client.send(1, new Request.Ping()).send(2, new Request.Ping()).close();
        assertThat(next(server).id()).isEqualTo(1);
        assertThat(next(server).id()).isEqualTo(2);
        assertThat(server.next()).isNull();
        assertThat(server.next()).isNull();
        assertThatThrownBy(() -> server.answer(1, Answer.Done.ALL))
                .isInstanceOf(PeerGoneException.class)
                .hasMessage("the client closed the connection");
    }

    @Test
    void aClientThatStopsWritingIsGone() throws Exception {
        ServerConnection server = greeted();
        passTime(LIMITS.silence());
        ends(server, PeerGoneException.class, "the client sent nothing for 100 ms");
    }

    @Test
    void aClientThatGrantsNothingIsGoneWhenPatienceIsOver() throws Exception {
        ServerConnection server = greeted();
        client.send(1, new Request.Fetch(List.of(Records.id(1))));
        assertThat(next(server).id()).isEqualTo(1);
        CompletableFuture<Void> answering =
                CompletableFuture.runAsync(() -> {
                    try {
                        while (true) {
                            server.answer(1, new Answer.ObjectRecord(Records.chunk(1, 9_000)));
                        }
                    } catch (IOException gone) {
                        throw new IllegalStateException(gone);
                    }
                });
        Duration step = LIMITS.silence().dividedBy(2);
        while (!answering.isDone()) {
            ticks.addAndGet(step.toNanos());
            try {
                client.send(0, new Control.Alive());
            } catch (IOException closed) {
                break;
            }
            Thread.onSpinWait();
        }
        assertThatThrownBy(answering::join).hasRootCauseInstanceOf(PeerGoneException.class);
    }

    @Test
    void anIdleClientIsNotAskedToHurry() throws Exception {
        ServerConnection server = greeted();
        for (int i = 0; i < 100; i++) {
            ticks.addAndGet(LIMITS.silence().dividedBy(2).toNanos());
            client.send(0, new Control.Alive());
            client.send(i + 1, new Request.Ping());
            assertThat(next(server).id()).isEqualTo(i + 1);
            server.answer(i + 1, Answer.Done.ALL);
        }
        assertThat(ticks.get()).isGreaterThan(LIMITS.patience().toNanos());
    }

    @Test
    void whatDoesNotAnswerIsTheServersMistake() throws Exception {
        ServerConnection server = greeted();
        List<ObjectId> ids = List.of(Records.id(1));
        client.send(1, new Request.Ping());
        client.send(2, new Request.Fetch(ids));
        client.send(3, new Request.Fetch(ids));
        for (int i = 1; i <= 3; i++) {
            next(server);
        }
        Answer.ObjectRecord object = new Answer.ObjectRecord(Records.chunk(1, 25));
        assertThatIllegalArgumentException().isThrownBy(() -> server.answer(1, object));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> server.answer(1, Answer.Lack.of(1, _ -> true)));
        assertThatIllegalArgumentException().isThrownBy(() -> server.answer(4, Answer.Done.ALL));
        assertThatIllegalArgumentException().isThrownBy(() -> server.answer(3, object));
        server.answer(2, object);
        server.answer(2, Answer.Done.ALL);
        server.answer(3, object);
        server.answer(1, Answer.Done.ALL);
        assertThatIllegalArgumentException().isThrownBy(() -> server.answer(1, Answer.Done.ALL));
    }

    @Test
    void aSessionThatIsEndedElsewhereHasNoNextRequest() throws Exception {
        ServerConnection server = greeted();
        CompletableFuture<Boolean> session =
                CompletableFuture.supplyAsync(() -> {
                    try {
                        return server.next() == null;
                    } catch (IOException failed) {
                        throw new IllegalStateException(failed);
                    }
                });
        server.end(Answer.Failed.because("going down"));
        assertThat(session.join()).isTrue();
        client.readGreeting();
        assertThat(client.read().decode()).isEqualTo(new Answer.Failed("going down"));
        assertThatThrownBy(client::read).isInstanceOf(PeerGoneException.class);
    }

    @Test
    void theLastWordNeedsNoCredit() throws Exception {
        ServerConnection server = greeted();
        client.send(1, new Request.Fetch(List.of(Records.id(1))));
        next(server);
        Answer.ObjectRecord object = new Answer.ObjectRecord(Records.chunk(1, 8_000));
        Thread answering =
                Thread.ofPlatform()
                        .start(() ->
                                assertThatThrownBy(
                                                () -> {
                                                    while (true) {
                                                        server.answer(1, object);
                                                    }
                                                })
                                        .isInstanceOf(IOException.class));
        Waiting.untilBlocked(answering);
        CompletableFuture<Void> ending =
                CompletableFuture.runAsync(() -> server.end(Answer.Failed.because("enough")));
        client.readGreeting();
        Frame frame = client.read();
        while (frame.type() != MessageType.FAILED) {
            frame = client.read();
        }
        assertThat(frame.decode()).isEqualTo(new Answer.Failed("enough"));
        ending.join();
        answering.join();
    }
}
