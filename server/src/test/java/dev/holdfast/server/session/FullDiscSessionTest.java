package dev.holdfast.server.session;

import static dev.holdfast.server.Samples.id;
import static dev.holdfast.server.Samples.machine;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.Series;
import dev.holdfast.model.feature.Features;
import dev.holdfast.model.object.SealedRecord;
import dev.holdfast.protocol.message.Answer;
import dev.holdfast.protocol.message.RefusalCode;
import dev.holdfast.protocol.message.Request;
import dev.holdfast.protocol.wire.RefusedException;
import dev.holdfast.server.client.Client;
import dev.holdfast.testkit.Records;
import dev.holdfast.testkit.SimulatedVolume;
import java.io.IOException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FullDiscSessionTest {
    private static final SealedRecord CHUNK = Records.chunk(1, 1_000);
    private static final SealedRecord ROOT = Records.root(3, CHUNK.id());

    private final SimulatedVolume root = new SimulatedVolume();
    private final SimulatedVolume vault = new SimulatedVolume();
    private Home home;

    @BeforeEach
    void open() throws IOException {
        home = new Home(root, vault);
    }

    private static void fill(SimulatedVolume volume) {
        volume.fullFrom(volume.operations());
    }

    private static void assertNoSpace(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> {
                            assertThat(refused.reason()).isEqualTo(RefusalCode.NO_SPACE);
                            assertThat(refused).hasMessageStartingWith("the server's disc is full");
                        });
    }

    private void assertKept(SealedRecord record) throws IOException {
        try (Peer peer = home.meet().begun()) {
            assertThat(peer.ask(new Request.Have(List.of(record.id()))).lacks(0)).isFalse();
        }
    }

    @Test
    void aPutEndsTheConnectionAndWhatWasSentBeforeStays() throws IOException {
        try (Peer peer = home.meet().begun()) {
            peer.put(CHUNK);
            peer.ask(new Request.Ping());
            fill(vault);
            peer.put(Records.chunk(2, 1_000));
            assertNoSpace(() -> peer.ask(new Request.Ping()));
            peer.awaitEnd();
        }
        vault.freeSpace();
        assertKept(CHUNK);
    }

    @Test
    void aCommitIsRefusedAndTheNextRunNeedSendNothingAgain() throws IOException {
        try (Peer peer = home.meet().begun()) {
            peer.put(CHUNK);
            peer.put(ROOT);
            peer.ask(new Request.Ping());
            fill(vault);
            assertNoSpace(() -> peer.commit(ROOT.id()));
            vault.freeSpace();
            peer.begin(Series.SYSTEM);
            assertThat(peer.commit(ROOT.id())).isInstanceOf(Answer.Committed.class);
        }
    }

    @Test
    void whoeverReadsIsNotKeptFromIt() throws IOException {
        try (Peer peer = home.meet().begun()) {
            peer.put(CHUNK);
            peer.put(ROOT);
            peer.commit(ROOT.id());
        }
        home.registry.change(id(1), Client::withoutMachine);
        fill(vault);
        fill(root);
        try (Peer peer = home.meet()) {
            peer.ask(new Request.Greet(Features.NONE, "test", machine(2), Peer.VAULT));
            assertThat(peer.ask(new Request.ListSnapshots()).snapshots()).hasSize(1);
            assertThat(peer.fetch(CHUNK.id())).hasSize(3);
        }
    }

    @Test
    void aBeginIsRefusedWithAWord() throws IOException {
        home.meet().begun().close();
        fill(vault);
        try (Peer peer = home.meet()) {
            peer.greet();
            assertNoSpace(() -> peer.begin(Series.SYSTEM));
        }
    }

    @Test
    void aReportThatCannotBeKeptTakesNoSnapshotAway() throws IOException {
        try (Peer peer = home.meet().begun()) {
            peer.put(CHUNK);
            peer.put(ROOT);
            peer.commit(ROOT.id());
            fill(root);
            assertNoSpace(() -> peer.ask(new Request.Report(List.of(), Bytes.EMPTY)));
        }
        root.freeSpace();
        try (Peer peer = home.meet()) {
            peer.greet();
            assertThat(peer.ask(new Request.ListSnapshots()).snapshots()).hasSize(1);
        }
    }

    @Test
    void anErrorOfTheDiscIsToldInItsOwnWords() throws IOException {
        try (Peer peer = home.meet().begun()) {
            vault.failAt(vault.operations() + 1);
            peer.put(CHUNK);
            assertThatThrownBy(() -> peer.ask(new Request.Ping()))
                    .hasMessageContaining("input/output error");
            peer.awaitEnd();
        }
        assertThat(home.sentences()).anyMatch(line -> line.startsWith("failed: "));
    }
}
