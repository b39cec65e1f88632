package dev.holdfast.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.holdfast.protocol.message.Answer;
import dev.holdfast.protocol.message.Control;
import dev.holdfast.protocol.message.MessageType;
import dev.holdfast.protocol.message.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Time passes by a ticker that the test turns. */
@Timeout(20)
class KeepAliveTest {
    private static final Limits LIMITS =
            new Limits(
                    Duration.ofMillis(8),
                    Duration.ofMillis(100),
                    Duration.ofHours(1),
                    64 << 10,
                    1_024);

    private final AtomicLong ticks = new AtomicLong();
    private final LocalTransport.Pair pair = LocalTransport.pair("a vault");
    private final RawPeer server = RawPeer.server(pair);

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private ClientConnection open() throws IOException {
        server.greet();
        ClientConnection client = ClientConnection.open(pair.client(), LIMITS, ticks::get, _ -> {});
        server.readGreeting();
        return client;
    }

    @Test
    void whoHasNothingToSayIsAlive() throws Exception {
        try (ClientConnection client = open()) {
            for (int i = 0; i < 3; i++) {
                ticks.addAndGet(LIMITS.keepAlive().toNanos() + 1);
                assertThat(server.read().type()).isEqualTo(MessageType.ALIVE);
                server.send(0, new Control.Alive());
            }
            assertThat(client).isNotNull();
        }
    }

    @Test
    void nothingIsSentBeforeItIsTime() throws Exception {
        try (ClientConnection client = open()) {
            ticks.addAndGet(LIMITS.keepAlive().toNanos());
            CompletableFuture<Answer.Done> sent = client.send(new Request.Ping());
            // Had alive been sent, it would come first.
            assertThat(server.read().type()).isEqualTo(MessageType.PING);
            assertThat(sent).isNotDone();
        }
    }

    @Test
    void aPeerThatIsOnlyAliveIsNotGone() throws Exception {
        try (ClientConnection client = open()) {
            for (int i = 0; i < 100; i++) {
                ticks.addAndGet(LIMITS.silence().dividedBy(2).toNanos());
                server.send(0, new Control.Alive());
                CompletableFuture<Answer.Done> sent = client.send(new Request.Ping());
                server.send(i + 1, Answer.Done.ALL);
                assertThat(ClientConnection.await(sent)).isEqualTo(Answer.Done.ALL);
            }
        }
    }

    /** A record over a slow line takes longer than silence may last. */
    @Test
    void everyByteOfALongFrameIsASignOfLife() throws Exception {
        try (ClientConnection client = open()) {
            CompletableFuture<Answer.Done> sent = client.send(new Request.Ping());
            Frame frame = Frame.of(1, Answer.Refused.busy("s".repeat(50), 1));
            byte[] body = frame.body();
            server.raw(frame.header());
            for (byte one : body) {
                Waiting.until(() -> available() == 0);
                ticks.addAndGet(LIMITS.silence().dividedBy(2).toNanos());
                server.raw(one);
                // The time does not go on before the byte was heard.
                Waiting.until(() -> available() == 0);
            }
            assertThatThrownBy(() -> ClientConnection.await(sent))
                    .isInstanceOf(RefusedException.class);
        }
    }

    @Test
    void clientThatOnlySaysThatItIsAliveIsGoneInTheEnd() throws Exception {
        Limits limits =
                new Limits(
                        LIMITS.keepAlive(),
                        LIMITS.silence(),
                        Duration.ofSeconds(1),
                        LIMITS.windowSize(),
                        LIMITS.openMax());
        LocalTransport.Pair other = LocalTransport.pair("a client");
        try (RawPeer client = RawPeer.client(other)) {
            client.greet();
            try (ServerConnection idle =
                    ServerConnection.open(other.server(), limits, ticks::get)) {
                CompletableFuture<Throwable> end =
                        CompletableFuture.supplyAsync(() -> catchThrowable(idle::next));
                while (!end.isDone() && ticks.get() < 2 * limits.patience().toNanos()) {
                    ticks.addAndGet(limits.silence().dividedBy(2).toNanos());
                    try {
                        client.send(0, new Control.Alive());
                    } catch (IOException closed) {
                        break;
                    }
                    Waiting.until(() -> end.isDone() || available(other.server()) == 0);
                }
                assertThat(end.get())
                        .isInstanceOf(PeerGoneException.class)
                        .hasMessage("the client answered nothing for 1 s");
            }
        }
    }

    private int available() {
        return available(pair.client());
    }

    private static int available(LocalTransport transport) {
        try {
            return transport.in().available();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
