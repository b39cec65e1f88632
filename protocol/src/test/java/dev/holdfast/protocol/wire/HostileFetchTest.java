package dev.holdfast.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.model.ObjectId;
import dev.holdfast.protocol.Records;
import dev.holdfast.protocol.message.Answer;
import dev.holdfast.protocol.message.Message;
import dev.holdfast.protocol.message.MessageType;
import dev.holdfast.protocol.message.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever a server answers to a fetch, the client takes only what it asked for, each once. */
@Timeout(20)
class HostileFetchTest {
    private final LocalTransport.Pair pair = LocalTransport.pair("a vault");
    private final RawPeer server = RawPeer.server(pair);
    private final List<ClientConnection> opened = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() throws IOException {
        server.close();
        opened.forEach(ClientConnection::close);
    }

    private ClientConnection greeted() throws IOException {
        server.greet();
        ClientConnection client =
                ClientConnection.open(pair.client(), Limits.STANDARD, () -> 0, _ -> {});
        opened.add(client);
        return client;
    }

    private static List<ObjectId> ids(int count) {
        return LongStream.rangeClosed(1, count).mapToObj(Records::id).toList();
    }

    private static Answer object(long number) {
        return new Answer.ObjectRecord(Records.chunk(number, 25));
    }

    /** What a fetch of objects 1 and 2 comes to when this is all that is said. */
    private void fetchFails(Message... answers) throws IOException {
        ClientConnection client = greeted();
        Download download = client.fetch(new Request.Fetch(ids(2)));
        for (Message answer : answers) {
            server.send(1, answer);
        }
        assertThatThrownBy(
                        () -> {
                            while (download.next() != null) {
                                assertThat(opened).isNotEmpty();
                            }
                        })
                .isInstanceOf(ProtocolException.class);
        assertThatThrownBy(download::next).isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> client.ask(new Request.Ping()))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void anObjectNotAskedForEndsTheConnection() throws Exception {
        fetchFails(object(3));
    }

    @Test
    void anObjectTwiceEndsTheConnection() throws Exception {
        fetchFails(object(1), object(1));
    }

    @Test
    void aFetchThatIsDoneHasGivenOrNamedEveryObject() throws Exception {
        fetchFails(object(1), Answer.Done.ALL);
    }

    @Test
    void anObjectThatWasGivenIsNotAbsent() throws Exception {
        fetchFails(object(1), new Answer.Done(ids(2)));
    }

    @Test
    void whatWasNotAskedForIsNotAbsent() throws Exception {
        fetchFails(object(1), object(2), new Answer.Done(List.of(Records.id(3))));
    }

    @Test
    void aFetchIsNotAnsweredAsAQuestionIs() throws Exception {
        fetchFails(Answer.Lack.of(2, _ -> true));
    }

    @Test
    void aDamagedRecordEndsTheConnection() throws Exception {
        ClientConnection client = greeted();
        Download download = client.fetch(new Request.Fetch(ids(1)));
        byte[] damaged = Records.chunk(1, 25).bytes().clone();
        damaged[damaged.length - 1] ^= 1;
        server.frame(MessageType.OBJECT.code(), 1, damaged);
        assertThatThrownBy(download::next)
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("digest differs");
    }

    @Test
    void fetchesAreAnsweredInTheirOrder() throws Exception {
        ClientConnection client = greeted();
        Download first = client.fetch(new Request.Fetch(ids(1)));
        Download second = client.fetch(new Request.Fetch(ids(1)));
        server.send(2, object(1));
        assertThatThrownBy(first::next)
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("before its turn");
        assertThatThrownBy(second::next).isInstanceOf(ProtocolException.class);
    }
}
