package dev.holdfast.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.model.ObjectId;
import dev.holdfast.protocol.Records;
import dev.holdfast.protocol.Vectors;
import dev.holdfast.protocol.message.Answer;
import dev.holdfast.protocol.message.Control;
import dev.holdfast.protocol.message.MessageType;
import dev.holdfast.protocol.message.RefusalCode;
import dev.holdfast.protocol.message.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever a server says, its client fails with a sentence, holds no more than it granted, ends.
 */
@Timeout(20)
class HostileServerTest {
    private static final Limits LIMITS =
            new Limits(
                    Duration.ofMillis(8),
                    Duration.ofMillis(100),
                    Duration.ofSeconds(1),
                    64 << 10,
                    1_024);

    private final AtomicLong ticks = new AtomicLong();
    private final AtomicInteger told = new AtomicInteger();
    private final LocalTransport.Pair pair = LocalTransport.pair("a vault");
    private final RawPeer server = RawPeer.server(pair);
    private final List<ClientConnection> opened = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() throws IOException {
        server.close();
        opened.forEach(ClientConnection::close);
    }

    private ClientConnection open() throws IOException {
        ClientConnection client =
                ClientConnection.open(
                        pair.client(), LIMITS, ticks::get, _ -> told.incrementAndGet());
        opened.add(client);
        return client;
    }

    private ClientConnection greeted() throws IOException {
        server.greet();
        return open();
    }

    private void passTime(Duration duration) {
        ticks.addAndGet(duration.toNanos() + 1);
    }

    /** What a ping comes to when the server says something. */
    private void pingFails(ClientConnection client, Class<?> type, String sentence)
            throws IOException {
        assertThatThrownBy(() -> client.ask(new Request.Ping()))
                .isInstanceOf(type)
                .hasMessageContaining(sentence);
        // And it is over for everything else too.
        assertThatThrownBy(() -> client.put(Records.chunk(1, 25)))
                .isInstanceOf(type)
                .hasMessageContaining(sentence);
        assertThatThrownBy(() -> client.send(new Request.Ping())).isInstanceOf(type);
    }

    @ParameterizedTest
    @CsvSource({
        "This account is not available.\\n, This account is not available.\\\\n",
        "x, x",
        "HOLDFST2, HOLDFST2",
        "SSH-2.0-OpenSSH\\n, SSH-2.0-OpenSSH\\\\n"
    })
    void aBannerInsteadOfAGreetingIsShown(String said, String shown) throws Exception {
        server.say(said.replace("\\n", "\n")).close();
        assertThatThrownBy(this::open)
                .isInstanceOf(ProtocolException.class)
                .hasMessage(
                        "the server does not speak holdfast's protocol, but says: "
                                + shown.replace("\\\\n", "\\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "Welcome\u001b[2J to\\nDebian\\n, Welcome\\x1b[2J to\\nDebian\\n",
        "Hi\\n, Hi\\n",
        "New password: , New password:",
        "HOLDFSTx, HOLDFSTx",
    })
    void aBannerOfAServerThatStaysIsShownAtOnce(String said, String shown) throws Exception {
        server.say(said.replace("\\n", "\n"));
        assertThatThrownBy(this::open).hasMessageEndingWith("says: " + shown);
    }

    @Test
    void aLongBannerIsCut() throws Exception {
        server.say("b".repeat(1_000));
        assertThatThrownBy(this::open).hasMessageEndingWith("says: " + "b".repeat(200));
    }

    @Test
    void aServerThatIsNotThereIsGone() throws Exception {
        server.close();
        assertThatThrownBy(this::open)
                .isInstanceOf(PeerGoneException.class)
                .hasMessage("the server closed the connection");
    }

    @Test
    void aServerThatNeverGreetsIsGone() {
        CompletableFuture<Void> opening = CompletableFuture.runAsync(this::passSilence);
        assertThatThrownBy(this::open)
                .isInstanceOf(PeerGoneException.class)
                .hasMessage("the server sent nothing for 100 ms");
        opening.join();
    }

    private void passSilence() {
        // The connection must have begun to count: it is there when it has greeted.
        try {
            server.readGreeting();
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
        passTime(LIMITS.silence());
    }

    @ParameterizedTest
    @CsvSource({
        // length, type, what is said of it
        "2147483647, 57, sent a done of",
        "-1, 57, sent a done of",
        "0, 57, sent a done of",
        "4, 57, sent a done of",
        "6291457, 54, sent a snapshots of",
        "262150, 57, sent a done of 262145 bytes",
        "5, 0, unknown type 0x00",
        "5, 127, unknown type 0x7f",
        "5, 255, unknown type 0xff",
        "5, 16, sent what only its peer may: GREET",
        "500, 19, sent what only its peer may: PUT"
    })
    void aHeaderThatNoServerSendsEndsTheConnection(int length, int type, String sentence)
            throws Exception {
        ClientConnection client = greeted();
        server.header(length, type, 1);
        pingFails(client, ProtocolException.class, sentence);
    }

    @Test
    void controlFramesHaveNoNumber() throws Exception {
        ClientConnection client = greeted();
        server.send(1, new Control.Alive());
        pingFails(client, ProtocolException.class, "numbered what has no number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"credit 811a40000001", "alive f6", "working 814161", "credit 8100"})
    void malformedControlFramesEndTheConnection(String vector) throws Exception {
        ClientConnection client = greeted();
        String[] words = vector.split(" ", 2);
        MessageType type = MessageType.valueOf(words[0].toUpperCase(Locale.ROOT));
        server.frame(type.code(), 0, Vectors.bytes(words[1]));
        pingFails(client, ProtocolException.class, "malformed " + words[0]);
    }

    @Test
    void anAnswerToNothingEndsTheConnection() throws Exception {
        ClientConnection client = greeted();
        server.send(7, Answer.Done.ALL);
        pingFails(client, ProtocolException.class, "answered request 7, which is not open");
    }

    @Test
    void anAnswerWithoutANumberEndsTheConnection() throws Exception {
        ClientConnection client = greeted();
        server.send(0, Answer.Done.ALL);
        pingFails(client, ProtocolException.class, "answered nothing with DONE");
    }

    @Test
    void aSecondAnswerEndsTheConnection() throws Exception {
        ClientConnection client = greeted();
        CompletableFuture<Answer.Done> sent = client.send(new Request.Ping());
        server.send(1, Answer.Done.ALL).send(1, Answer.Done.ALL);
        assertThat(ClientConnection.await(sent)).isEqualTo(Answer.Done.ALL);
        pingFails(client, ProtocolException.class, "answered request 1, which is not open");
    }

    @Test
    void anAnswerToAnotherQuestionEndsTheConnection() throws Exception {
        ClientConnection client = greeted();
        CompletableFuture<Answer.Lack> sent = client.send(new Request.Have(ids(9)));
        server.send(1, Answer.Done.ALL);
        assertThatThrownBy(() -> ClientConnection.await(sent))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("answered HAVE with DONE");
        pingFails(client, ProtocolException.class, "answered HAVE with DONE");
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 17})
    void anAnswerAboutMoreOrFewerIdsEndsTheConnection(int count) throws Exception {
        ClientConnection client = greeted();
        CompletableFuture<Answer.Lack> sent = client.send(new Request.Have(ids(9)));
        server.send(1, Answer.Lack.of(count, _ -> true));
        assertThatThrownBy(() -> ClientConnection.await(sent))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void bitsAboutIdsThatWereNotAskedEndTheConnection() throws Exception {
        ClientConnection client = greeted();
        CompletableFuture<Answer.Lack> sent = client.send(new Request.Have(ids(9)));
        server.send(1, Answer.Lack.of(16, _ -> true));
        assertThatThrownBy(() -> ClientConnection.await(sent))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void aPingIsNotAnsweredWithAbsentIds() throws Exception {
        ClientConnection client = greeted();
        CompletableFuture<Answer.Done> sent = client.send(new Request.Ping());
        server.send(1, new Answer.Done(ids(1)));
        assertThatThrownBy(() -> ClientConnection.await(sent))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void aMalformedAnswerFailsTheOneWhoAskedToo() throws Exception {
        ClientConnection client = greeted();
        CompletableFuture<Answer.Done> sent = client.send(new Request.Ping());
        server.frame(MessageType.DONE.code(), 1, (byte) 1);
        assertThatThrownBy(() -> ClientConnection.await(sent))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("malformed done");
    }

    private static List<ObjectId> ids(int count) {
        return LongStream.rangeClosed(1, count).mapToObj(Records::id).toList();
    }

    private static Answer object(long number) {
        return new Answer.ObjectRecord(Records.chunk(number, 25));
    }

    @Test
    void moreThanWasGrantedEndsTheConnectionBeforeItIsHeld() throws Exception {
        ClientConnection client = greeted();
        Download download = client.fetch(new Request.Fetch(ids(2)));
        int size = 9 + Records.chunk(1, 25).length();
        for (int sent = size; sent <= LIMITS.windowSize(); sent += size) {
            server.send(1, object(1));
        }
        // A header is enough: nothing is allocated for what is not admitted.
        server.header(5 + Records.chunk(1, 25).length(), MessageType.OBJECT.code(), 1);
        pingFails(client, ProtocolException.class, "sent more than it was granted");
        assertThat(download.next()).isNotNull();
    }

    @Test
    void endlessCreditEndsTheConnection() throws Exception {
        ClientConnection client = greeted();
        server.send(0, new Control.Credit(Control.Credit.BYTES_MAX));
        pingFails(client, ProtocolException.class, "grants more than can be used");
    }

    @Test
    void endlessWorkingIsToldAndFillsNothingAndEndsWithPatience() throws Exception {
        ClientConnection client = greeted();
        CompletableFuture<Answer.Done> sent = client.send(new Request.Ping());
        for (int i = 0; i < 50_000; i++) {
            server.send(0, new Control.Working("on it"));
        }
        Waiting.until(() -> told.get() == 50_000);
        assertThat(sent).isNotDone();
        // It works on, and so is never silent, until patience is over.
        Duration step = LIMITS.silence().dividedBy(2);
        while (!sent.isDone()) {
            ticks.addAndGet(step.toNanos());
            int before = told.get();
            try {
                server.send(0, new Control.Working("on it"));
            } catch (IOException closed) {
                break;
            }
            Waiting.until(() -> told.get() > before || sent.isDone());
        }
        assertThatThrownBy(() -> ClientConnection.await(sent))
                .isInstanceOf(PeerGoneException.class)
                .hasMessage("the server answered nothing for 1 s");
        assertThat(ticks.get()).isGreaterThan(LIMITS.patience().toNanos());
    }

    @Test
    void aServerThatStopsReadingIsGoneWhenItIsSilentToo() throws Exception {
        ClientConnection client = greeted();
        CompletableFuture<Void> putting =
                CompletableFuture.runAsync(() -> {
                    try {
                        while (true) {
                            client.put(Records.chunk(1, 10_000));
                        }
                    } catch (IOException gone) {
                        throw new IllegalStateException(gone);
                    }
                });
        passTime(LIMITS.silence());
        assertThatThrownBy(putting::join)
                .hasRootCauseInstanceOf(PeerGoneException.class)
                .hasRootCauseMessage("the server sent nothing for 100 ms");
    }

    @Test
    void aServerThatStopsWritingIsGone() throws Exception {
        ClientConnection client = greeted();
        CompletableFuture<Answer.Done> sent = client.send(new Request.Ping());
        passTime(LIMITS.silence());
        assertThatThrownBy(() -> ClientConnection.await(sent))
                .isInstanceOf(PeerGoneException.class)
                .hasMessage("the server sent nothing for 100 ms");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 9, 10, 125})
    void aServerThatClosesInTheMiddleOfAFrameIsGone(int sent) throws Exception {
        ClientConnection client = greeted();
        Download download = client.fetch(new Request.Fetch(ids(1)));
        Frame frame = Frame.of(1, object(1));
        byte[] bytes = new byte[frame.size()];
        System.arraycopy(frame.header(), 0, bytes, 0, 9);
        System.arraycopy(frame.body(), 0, bytes, 9, frame.body().length);
        server.raw(Arrays.copyOf(bytes, sent)).close();
        assertThatThrownBy(download::next)
                .isInstanceOf(PeerGoneException.class)
                .hasMessage("the server closed the connection in the middle of a frame");
    }

    @Test
    void aServerThatClosesIsGoneAndWhatItSaidBeforeCounts() throws Exception {
        ClientConnection client = greeted();
        CompletableFuture<Answer.Done> first = client.send(new Request.Ping());
        CompletableFuture<Answer.Done> second = client.send(new Request.Ping());
        server.send(1, Answer.Done.ALL).close();
        assertThat(ClientConnection.await(first)).isEqualTo(Answer.Done.ALL);
        assertThatThrownBy(() -> ClientConnection.await(second))
                .isInstanceOf(PeerGoneException.class)
                .hasMessage("the server closed the connection");
    }

    @Test
    void aRefusalBeforeAnyRequestIsFoundByAllThatFollow() throws Exception {
        ClientConnection client = greeted();
        server.send(0, Answer.Refused.busy("two readers\u0007 are enough", 30)).close();
        pingFails(client, RefusedException.class, "two readers\\x07 are enough");
        assertThatThrownBy(() -> client.ask(new Request.Ping()))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> {
                            assertThat(refused.reason()).isEqualTo(RefusalCode.BUSY);
                            assertThat(refused.retrySeconds()).hasValue(30);
                            assertThat(refused.lift()).isEmpty();
                        });
    }

    @Test
    void aPeerThatClosesItsInputMayStillSayWhy() throws Exception {
        ClientConnection client = greeted();
        CompletableFuture<Answer.Done> sent = client.send(new Request.Ping());
        // The client's writes fail from now on; what the server said last must not be lost.
        server.readGreeting();
        pair.server().in().close();
        Waiting.until(() -> {
            try {
                client.put(Records.chunk(1, 25));
                return false;
            } catch (IOException over) {
                return true;
            } finally {
                refuseOnce();
            }
        });
        assertThatThrownBy(() -> ClientConnection.await(sent))
                .isInstanceOf(RefusedException.class)
                .hasMessage("taken over");
    }

    private final AtomicInteger refusals = new AtomicInteger();

    private void refuseOnce() {
        if (refusals.getAndIncrement() > 0) {
            return;
        }
        try {
            server.send(0, Answer.Refused.because(RefusalCode.TAKEN_OVER, "taken over", null));
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Test
    void whenSendingFailsAndTheServerGivesNoReasonThatIsTheReason() throws Exception {
        ClientConnection client = greeted();
        server.readGreeting();
        pair.server().in().close();
        CompletableFuture<Answer.Done> sent = client.send(new Request.Ping());
        CompletableFuture<Void> time =
                CompletableFuture.runAsync(() ->
                        Waiting.until(() -> {
                            ticks.addAndGet(Duration.ofMillis(1).toNanos());
                            sendAlive();
                            return sent.isDone();
                        }));
        assertThatThrownBy(() -> ClientConnection.await(sent))
                .hasMessage("cannot send to the server");
        time.join();
    }

    private void sendAlive() {
        try {
            server.send(0, new Control.Alive());
        } catch (IOException closed) {
            // The client has closed, which is what is waited for.
            assertThat(closed).isNotNull();
        }
    }
}
