package dev.holdfast.server.local;

import static dev.holdfast.server.Samples.NOW;
import static dev.holdfast.server.Samples.id;
import static dev.holdfast.server.Samples.machine;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.ClientName;
import dev.holdfast.model.Series;
import dev.holdfast.model.SessionId;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.VaultId;
import dev.holdfast.model.feature.Features;
import dev.holdfast.model.object.SealedRecord;
import dev.holdfast.protocol.message.Answer;
import dev.holdfast.protocol.message.Request;
import dev.holdfast.protocol.wire.ClientConnection;
import dev.holdfast.protocol.wire.Limits;
import dev.holdfast.server.session.SessionSetting;
import dev.holdfast.testkit.Records;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalServerTest {
    private static final SealedRecord ROOT = Records.root(1);

    @TempDir Path folder;

    private LocalServer start() {
        SessionSetting setting =
                new SessionSetting(
                        InstantSource.fixed(NOW),
                        () -> new SessionId(new UUID(0, 1)),
                        "1",
                        event -> {});
        LocalServer.Place place = new LocalServer.Place(folder, id(1), new ClientName("laptop"));
        return LocalServer.start(place, setting, () -> 0);
    }

    private static ClientConnection connect(LocalServer server) throws IOException {
        return ClientConnection.open(server.transport(), Limits.STANDARD, () -> 0, working -> {});
    }

    private static void greet(ClientConnection client) throws IOException {
        VaultId vault = new VaultId(new UUID(1, 2));
        client.ask(new Request.Greet(Features.NONE, "1", machine(1), vault));
    }

    @Test
    void aPlainFolderIsAVault() throws IOException {
        try (LocalServer server = start();
                ClientConnection client = connect(server)) {
            greet(client);
            client.ask(
                    new Request.Begin(
                            Series.SYSTEM,
                            Bytes.copyOf(new byte[Request.Begin.RUN_SIZE]),
                            Timestamp.of(NOW),
                            List.of(Records.wrap(Records.KEY))));
            client.put(ROOT);
            assertThat(client.ask(new Request.Commit(ROOT.id(), 0, 0, 0)))
                    .isInstanceOf(Answer.Committed.class);
            client.ask(new Request.Report(List.of(), Bytes.EMPTY));
        }
        try (LocalServer server = start();
                ClientConnection client = connect(server)) {
            greet(client);
            assertThat(client.ask(new Request.ListSnapshots()).snapshots())
                    .singleElement()
                    .satisfies(snapshot -> assertThat(snapshot.root()).isEqualTo(ROOT.id()));
        }
    }

    @Test
    void aServerThatNobodyTalksToIsClosed() throws IOException {
        start().close();
        assertThat(folder).isEmptyDirectory();
    }
}
