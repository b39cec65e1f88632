package dev.holdfast.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.model.ObjectId;
import dev.holdfast.model.object.SealedRecord;
import dev.holdfast.protocol.Records;
import dev.holdfast.protocol.message.Answer;
import dev.holdfast.protocol.message.RefusalCode;
import dev.holdfast.protocol.message.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client and a server that behave. */
@Timeout(20)
class ConnectionTest {
    private final AtomicReference<String> working = new AtomicReference<>("");

    /** What a server does with each request. */
    @FunctionalInterface
    private interface Handler {
        void handle(ServerConnection server, ServerConnection.Incoming incoming) throws IOException;
    }

    /** What a client does. */
    @FunctionalInterface
    private interface Body {
        void run(ClientConnection client) throws IOException;
    }

    private void talk(Handler handler, Body body) throws Exception {
        LocalTransport.Pair pair = LocalTransport.pair("a vault");
        CompletableFuture<Void> served = new CompletableFuture<>();
        Thread.ofPlatform()
                .start(() -> {
                    try {
                        serve(pair.server(), handler);
                        served.complete(null);
                    } catch (IOException | RuntimeException | Error failed) {
                        served.completeExceptionally(failed);
                    }
                });
        try (ClientConnection client =
                ClientConnection.open(
                        pair.client(), Limits.STANDARD, System::nanoTime, working::set)) {
            body.run(client);
        }
        served.get();
    }

    private static void serve(Transport transport, Handler handler) throws IOException {
        try (ServerConnection server =
                ServerConnection.open(transport, Limits.STANDARD, System::nanoTime)) {
            for (var incoming = server.next(); incoming != null; incoming = server.next()) {
                handler.handle(server, incoming);
            }
        }
    }

    private static void pong(ServerConnection server, ServerConnection.Incoming incoming)
            throws IOException {
        server.answer(incoming.id(), Answer.Done.ALL);
    }

    @Test
    void aPingIsAnswered() throws Exception {
        talk(
                ConnectionTest::pong,
                client -> assertThat(client.ask(new Request.Ping())).isEqualTo(Answer.Done.ALL));
    }

    @Test
    void recordsArriveInOrderAndUnchanged() throws Exception {
        List<ObjectId> arrived = new ArrayList<>();
        List<SealedRecord> records = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            records.add(Records.chunk(i, 1 << 20));
        }
        talk(
                (server, incoming) -> {
                    switch (incoming.request()) {
                        case Request.Put(var record) -> {
                            assertThat(record.bytes())
                                    .isEqualTo(records.get(arrived.size()).bytes());
                            arrived.add(record.id());
                        }
                        default -> pong(server, incoming);
                    }
                },
                client -> {
                    for (SealedRecord record : records) {
                        client.put(record);
                    }
                    client.ask(new Request.Ping());
                });
        assertThat(arrived).isEqualTo(records.stream().map(SealedRecord::id).toList());
    }

    @Test
    void aDownloadGivesObjectsAndThenWhatIsAbsent() throws Exception {
        SealedRecord record = Records.chunk(1, 100);
        talk(
                (server, incoming) -> {
                    server.answer(incoming.id(), new Answer.ObjectRecord(record));
                    server.answer(incoming.id(), new Answer.Done(List.of(Records.id(2))));
                },
                client -> {
                    Request.Fetch fetch = new Request.Fetch(List.of(Records.id(1), Records.id(2)));
                    try (Download download = client.fetch(fetch)) {
                        assertThat(download.next()).isInstanceOf(Answer.ObjectRecord.class);
                        assertThat(download.next()).isNull();
                        assertThat(download.absent()).containsExactly(Records.id(2));
                    }
                });
    }

    @Test
    void aRefusedRequestLeavesTheConnectionOpen() throws Exception {
        talk(
                (server, incoming) -> {
                    if (incoming.request() instanceof Request.Ping) {
                        pong(server, incoming);
                    } else {
                        server.answer(incoming.id(), Answer.Refused.busy("come later", 30));
                    }
                },
                client -> {
                    assertThatThrownBy(() -> client.ask(new Request.ListSnapshots()))
                            .isInstanceOfSatisfying(
                                    RefusedException.class,
                                    refused -> {
                                        assertThat(refused.reason()).isEqualTo(RefusalCode.BUSY);
                                        assertThat(refused.retrySeconds()).hasValue(30);
                                    });
                    assertThat(client.ask(new Request.Ping())).isEqualTo(Answer.Done.ALL);
                });
    }

    @Test
    void aServerThatEndsTheConnectionTellsEveryoneWhy() throws Exception {
        talk(
                (server, _) -> server.end(Answer.Failed.because("disc full")),
                client -> {
                    assertThatThrownBy(() -> client.ask(new Request.Ping()))
                            .isInstanceOf(IOException.class)
                            .hasMessage("the server failed: disc full");
                    assertThatThrownBy(() -> client.put(Records.chunk(1, 100)))
                            .hasMessage("the server failed: disc full");
                });
    }

    @Test
    void workingIsShownBeforeTheAnswerComes() throws Exception {
        talk(
                (server, incoming) -> {
                    server.working("counting");
                    pong(server, incoming);
                },
                client -> {
                    client.ask(new Request.Ping());
                    assertThat(working).hasValue("counting");
                });
    }
}
