package dev.holdfast.server.session;

import static dev.holdfast.server.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.Series;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.object.SealedRecord;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.protocol.message.Answer;
import dev.holdfast.protocol.message.Request;
import dev.holdfast.testkit.Records;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client says of its backup and puts into it may be false: it gains nothing by it. */
class HostileContentTest {
    private static final SealedRecord CHUNK = Records.chunk(1, 1_000);
    private static final SealedRecord TREE = Records.tree(2, CHUNK.id());
    private static final SealedRecord ROOT = Records.root(3, TREE.id());

    @TempDir Path folder;
    private Home home;

    @BeforeEach
    void open() throws IOException {
        home = home("one");
    }

    private Home home(String name) throws IOException {
        Path root = Files.createDirectories(folder.resolve(name));
        Path vault = Files.createDirectory(root.resolve("vault"));
        return new Home(Volume.on(root), Volume.on(vault));
    }

    private static List<Snapshot> snapshots(Home home) throws IOException {
        try (Peer peer = home.meet()) {
            peer.greet();
            return peer.ask(new Request.ListSnapshots()).snapshots();
        }
    }

    private static Answer.CommitVerdict backUp(Home home, SealedRecord... records)
            throws IOException {
        try (Peer peer = home.meet().begun()) {
            for (SealedRecord record : records) {
                peer.put(record);
            }
            return peer.commit(ROOT.id());
        }
    }

    @Test
    void aReferenceThatDanglesAtAnyDepthIsNamedAndMakesNoSnapshot() throws IOException {
        assertThat(backUp(home, ROOT)).isEqualTo(new Answer.Missing(List.of(TREE.id())));
        assertThat(backUp(home, TREE)).isEqualTo(new Answer.Missing(List.of(CHUNK.id())));
        assertThat(snapshots(home)).isEmpty();
        assertThat(backUp(home, CHUNK)).isInstanceOf(Answer.Committed.class);
    }

    @Test
    void whatAnotherClientHasIsMissingHere() throws IOException {
        Home other = home("two");
        assertThat(backUp(other, CHUNK, TREE, ROOT)).isInstanceOf(Answer.Committed.class);
        try (Peer peer = home.meet().begun()) {
            assertThat(peer.ask(new Request.Have(List.of(CHUNK.id()))).lacks(0)).isTrue();
            assertThat(peer.fetch(CHUNK.id()))
                    .containsExactly(new Answer.Done(List.of(CHUNK.id())));
        }
        assertThat(backUp(home, ROOT, TREE)).isEqualTo(new Answer.Missing(List.of(CHUNK.id())));
    }

    @Test
    void aCommitThatIsReplayedMakesNoSecondSnapshot() throws IOException {
        Answer.CommitVerdict first = backUp(home, CHUNK, TREE, ROOT);
        assertThat(backUp(home)).isEqualTo(first);
        try (Peer peer = home.meet().begun()) {
            assertThat(peer.commit(ROOT.id())).isEqualTo(first);
            assertThat(peer.commit(ROOT.id())).isEqualTo(first);
        }
        assertThat(snapshots(home)).hasSize(1);
    }

    @Test
    void whateverTimeAClientSaysTheServersCounts() throws IOException {
        Timestamp farAway = Timestamp.of(Instant.parse("9000-01-01T00:00:00Z"));
        try (Peer peer = home.meet()) {
            peer.greet();
            peer.ask(
                    new Request.Begin(
                            Series.SYSTEM,
                            Bytes.copyOf(new byte[Request.Begin.RUN_SIZE]),
                            farAway,
                            List.of(Records.wrap(Records.KEY))));
            peer.put(CHUNK);
            peer.put(TREE);
            peer.put(ROOT);
            peer.commit(ROOT.id());
        }
        assertThat(snapshots(home))
                .singleElement()
                .satisfies(
                        snapshot -> assertThat(snapshot.received()).isEqualTo(Timestamp.of(NOW)));
    }

    @Test
    void aTinyObjectCountsAsMuchAsItTakesOnTheDisc() throws IOException {
        int count = 200;
        try (Peer peer = home.meet().begun()) {
            for (int i = 0; i < count; i++) {
                peer.put(Records.chunk(100 + i, 30));
            }
            peer.ask(new Request.Ping());
        }
        assertThat(home.events)
                .filteredOn(SessionEvent.Ended.class::isInstance)
                .singleElement()
                .isInstanceOfSatisfying(
                        SessionEvent.Ended.class,
                        ended ->
                                assertThat(ended.newBytes())
                                        .isGreaterThanOrEqualTo(count * 4_096L));
    }
}
