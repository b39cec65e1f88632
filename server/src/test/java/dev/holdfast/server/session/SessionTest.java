package dev.holdfast.server.session;

import static dev.holdfast.server.Samples.NOW;
import static dev.holdfast.server.Samples.id;
import static dev.holdfast.server.Samples.machine;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.ClientName;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.RunOutcome;
import dev.holdfast.model.Series;
import dev.holdfast.model.SessionId;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.feature.Features;
import dev.holdfast.model.object.SealedRecord;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.protocol.invite.Invitation.Rights;
import dev.holdfast.protocol.message.Answer;
import dev.holdfast.protocol.message.RefusalCode;
import dev.holdfast.protocol.message.Request;
import dev.holdfast.protocol.message.Request.Figure;
import dev.holdfast.protocol.wire.RefusedException;
import dev.holdfast.server.client.Client;
import dev.holdfast.server.report.RunReport;
import dev.holdfast.server.report.Served;
import dev.holdfast.testkit.Records;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionTest {
    private static final SealedRecord CHUNK = Records.chunk(1, 1_000);
    private static final SealedRecord TREE = Records.tree(2, CHUNK.id());
    private static final SealedRecord ROOT = Records.root(3, TREE.id());

    @TempDir Path folder;
    private Home home;

    @BeforeEach
    void open() throws IOException {
        Path vault = Files.createDirectory(folder.resolve("vault"));
        home = new Home(Volume.on(folder), Volume.on(vault));
    }

    private static Snapshot snapshot(Answer.CommitVerdict verdict) {
        return ((Answer.Committed) verdict).snapshot();
    }

    private Snapshot backUp() throws IOException {
        try (Peer peer = home.meet().begun()) {
            peer.put(CHUNK);
            peer.put(TREE);
            peer.put(ROOT);
            return snapshot(peer.commit(ROOT.id()));
        }
    }

    @Test
    void theFirstGreetingKnowsTheClientAndNoVault() throws IOException {
        try (Peer peer = home.meet()) {
            assertThat(peer.greet())
                    .isEqualTo(
                            new Answer.Welcome(
                                    Features.NONE,
                                    "1",
                                    Timestamp.of(NOW),
                                    id(1),
                                    new ClientName("web1"),
                                    null));
            assertThat(peer.ask(new Request.ListSnapshots()))
                    .isEqualTo(new Answer.Snapshots(List.of(), List.of(), List.of()));
        }
    }

    @Test
    void theFirstBeginMakesTheClientsVault() throws IOException {
        try (Peer peer = home.meet()) {
            peer.greet();
            assertThat(peer.begin(Series.SYSTEM))
                    .isEqualTo(
                            new Answer.Begun(
                                    new SessionId(new UUID(0, 1)), null, null, false, List.of()));
        }
        assertThat(home.theClient().vault()).contains(Peer.VAULT);
        try (Peer peer = home.meet()) {
            assertThat(peer.greet().vault()).isEqualTo(Peer.VAULT);
            assertThat(peer.begin(Series.SYSTEM).known()).isTrue();
        }
    }

    @Test
    void whatWasCommittedIsListedAndBeginsTheNextRun() throws IOException {
        Snapshot snapshot = backUp();
        assertThat(snapshot.sequence()).isEqualTo(1);
        assertThat(snapshot.root()).isEqualTo(ROOT.id());
        assertThat(snapshot.figures().entries()).isEqualTo(3);
        assertThat(snapshot.figures().contentBytes()).isEqualTo(4);
        assertThat(snapshot.figures().unread()).isEqualTo(5);
        assertThat(snapshot.figures().newBytes()).isPositive();
        try (Peer peer = home.meet()) {
            peer.greet();
            assertThat(peer.ask(new Request.ListSnapshots()).snapshots()).containsExactly(snapshot);
            assertThat(peer.begin(Series.SYSTEM).last()).isEqualTo(snapshot);
        }
        try (Peer peer = home.meet()) {
            peer.greet();
            assertThat(peer.begin(Series.MANUAL).last()).isNull();
        }
    }

    @Test
    void wrapsComeOnceBeforeTheObjectsUnderTheirKey() throws IOException {
        backUp();
        try (Peer peer = home.meet()) {
            peer.greet();
            List<Answer> answers = peer.fetch(ROOT.id(), TREE.id(), CHUNK.id());
            assertThat(answers.getFirst())
                    .isEqualTo(new Answer.Wraps(List.of(Records.wrap(Records.KEY))));
            assertThat(answers.subList(1, 4))
                    .map(answer -> ((Answer.ObjectRecord) answer).record().id())
                    .containsExactlyInAnyOrder(ROOT.id(), TREE.id(), CHUNK.id());
            assertThat(answers.getLast()).isEqualTo(Answer.Done.ALL);
        }
    }

    @Test
    void idsThatTheVaultLacksAreAbsent() throws IOException {
        ObjectId foreign = Records.id(77);
        try (Peer peer = home.meet()) {
            peer.greet();
            assertThat(peer.fetch(foreign)).containsExactly(new Answer.Done(List.of(foreign)));
        }
        backUp();
        try (Peer peer = home.meet()) {
            peer.greet();
            assertThat(peer.fetch(foreign, CHUNK.id()))
                    .hasSize(3)
                    .last()
                    .isEqualTo(new Answer.Done(List.of(foreign)));
        }
    }

    @Test
    void haveTellsBitByBitWhatIsLacking() throws IOException {
        backUp();
        try (Peer peer = home.meet().begun()) {
            SealedRecord fresh = Records.chunk(8, 100);
            peer.put(fresh);
            Answer.Lack lack =
                    peer.ask(new Request.Have(List.of(Records.id(77), CHUNK.id(), fresh.id())));
            assertThat(lack.lacks(0)).isTrue();
            assertThat(lack.lacks(1)).isFalse();
            assertThat(lack.lacks(2)).isFalse();
        }
    }

    @Test
    void aCommitNamesWhatIsMissingAndGoesOnWhenItCame() throws IOException {
        try (Peer peer = home.meet().begun()) {
            assertThat(peer.commit(ROOT.id())).isEqualTo(new Answer.Missing(List.of(ROOT.id())));
            peer.put(ROOT);
            peer.put(TREE);
            assertThat(peer.commit(ROOT.id())).isEqualTo(new Answer.Missing(List.of(CHUNK.id())));
            peer.put(CHUNK);
            assertThat(peer.commit(ROOT.id())).isInstanceOf(Answer.Committed.class);
        }
    }

    @Test
    void aCommitRepeatedGivesTheSameSnapshot() throws IOException {
        Snapshot first = backUp();
        try (Peer peer = home.meet().begun()) {
            assertThat(snapshot(peer.commit(ROOT.id()))).isEqualTo(first);
            assertThat(snapshot(peer.commit(ROOT.id()))).isEqualTo(first);
        }
    }

    @Test
    void aCheckpointBeginsTheNextRunOfItsSeriesAlone() throws IOException {
        try (Peer peer = home.meet().begun()) {
            assertThat(peer.ask(new Request.Checkpoint(ROOT.id())))
                    .isEqualTo(new Answer.Missing(List.of(ROOT.id())));
            peer.put(CHUNK);
            peer.put(TREE);
            peer.put(ROOT);
            assertThat(peer.ask(new Request.Checkpoint(ROOT.id()))).isInstanceOf(Answer.Kept.class);
        }
        try (Peer peer = home.meet()) {
            peer.greet();
            assertThat(peer.begin(Series.SYSTEM).partial())
                    .satisfies(partial -> assertThat(partial.root()).isEqualTo(ROOT.id()));
        }
        try (Peer peer = home.meet()) {
            peer.greet();
            assertThat(peer.begin(Series.MANUAL).partial()).isNull();
        }
    }

    @Test
    void aConnectionThatIsCutKeepsWhatWasSent() throws IOException {
        try (Peer peer = home.meet().begun()) {
            peer.put(CHUNK);
            peer.ask(new Request.Ping());
        }
        try (Peer peer = home.meet().begun()) {
            assertThat(peer.ask(new Request.Have(List.of(CHUNK.id()))).lacks(0)).isFalse();
        }
    }

    @Test
    void oneSessionMayBackUpSeveralSeriesOneAfterAnother() throws IOException {
        try (Peer peer = home.meet().begun()) {
            peer.put(CHUNK);
            peer.put(TREE);
            peer.put(ROOT);
            peer.commit(ROOT.id());
            peer.begin(Series.MANUAL);
            assertThat(snapshot(peer.commit(ROOT.id())).origin().series()).isEqualTo(Series.MANUAL);
            assertThat(peer.ask(new Request.ListSnapshots()).snapshots()).hasSize(2);
        }
    }

    @Test
    void aReportIsKeptWithItsSeriesAndWhatTheServerKnows() throws IOException {
        List<Figure> figures = List.of(new Figure("entries", 7), new Figure("outcome", 3));
        try (Peer peer = home.meet()) {
            peer.greet();
            peer.ask(new Request.Report(figures, Bytes.EMPTY));
            peer.begin(Series.SYSTEM);
            assertThat(home.reports.list(id(1)).getLast().outcome()).isEqualTo(RunOutcome.UNDERWAY);
            peer.put(CHUNK);
            peer.put(TREE);
            peer.put(ROOT);
            peer.commit(ROOT.id());
            peer.ask(new Request.Report(figures, Bytes.utf8("sealed")));
        }
        List<RunReport> kept = home.reports.list(id(1));
        assertThat(kept).hasSize(2);
        assertThat(kept.getFirst())
                .isEqualTo(
                        new RunReport(
                                NOW,
                                NOW,
                                Optional.empty(),
                                Optional.empty(),
                                RunOutcome.GAPS,
                                figures,
                                Served.NOTHING));
        RunReport run = kept.getLast();
        assertThat(run.series()).contains(Series.SYSTEM);
        assertThat(run.session()).contains(new SessionId(new UUID(0, 1)));
        assertThat(run.outcome()).isEqualTo(RunOutcome.GAPS);
        assertThat(run.figures()).isEqualTo(figures);
        assertThat(run.served().snapshot()).hasValue(1);
        assertThat(run.served().newBytes()).isPositive();
        assertThat(folder.resolve("reports/" + id(1))).isNotEmptyDirectory();
    }

    private static Request.Greet greetingFrom(int machine) {
        return new Request.Greet(Features.NONE, "test", machine(machine), null);
    }

    @Test
    void whoeverBeganAndSaidNothingLeavesAReportOfTheServersOwn() throws IOException {
        try (Peer peer = home.meet().begun()) {
            peer.put(CHUNK);
        }
        try (Peer peer = home.meet().begun()) {
            peer.put(CHUNK);
            peer.put(TREE);
            peer.put(ROOT);
            peer.commit(ROOT.id());
        }
        assertThat(home.reports.list(id(1)))
                .extracting(RunReport::outcome)
                .containsExactly(RunOutcome.BROKEN_OFF, RunOutcome.GAPS);
    }

    @Test
    void whatWasRefusedIsInTheReport() throws IOException {
        try (Peer peer = home.meet().begun()) {
            assertThatThrownBy(() -> peer.begin(Series.MANUAL)).hasMessageContaining("first");
        }
        RunReport report = home.reports.list(id(1)).getFirst();
        assertThat(report.outcome()).isEqualTo(RunOutcome.REFUSED);
        assertThat(report.served().refusals().first())
                .containsExactly("refused: commit the backup that has begun first");
    }

    @Test
    void aBackupIsMadeAlthoughItsReportCannotBeKept() throws IOException {
        Files.writeString(folder.resolve("reports"), "not a folder");
        try (Peer peer = home.meet().begun()) {
            peer.put(CHUNK);
            peer.put(TREE);
            peer.put(ROOT);
            assertThat(snapshot(peer.commit(ROOT.id())).sequence()).isEqualTo(1);
        }
        assertThat(home.sentences()).anyMatch(line -> line.contains("report cannot be kept"));
    }

    @Test
    void anotherMachineWithTheSameKeyIsRefused() throws IOException {
        try (Peer peer = home.meet()) {
            peer.greet();
        }
        try (Peer peer = home.meet()) {
            assertThatThrownBy(() -> peer.ask(greetingFrom(2)))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            refused -> {
                                assertThat(refused.reason()).isEqualTo(RefusalCode.OTHER_MACHINE);
                                assertThat(refused.lift())
                                        .contains("holdfast server allow web1 --new-machine");
                            });
            assertThatThrownBy(() -> peer.ask(new Request.ListSnapshots()))
                    .hasMessageContaining("greet first");
        }
        assertThat(home.theClient().machine()).contains(machine(1));
    }

    @Test
    void machineIsTheFirstThatComesAfterItWasForgotten() throws IOException {
        home.registry.change(id(1), Client::withoutMachine);
        try (Peer peer = home.meet()) {
            peer.ask(greetingFrom(2));
        }
        assertThat(home.theClient().machine()).contains(machine(2));
        try (Peer peer = home.meet()) {
            assertThatThrownBy(peer::greet).isInstanceOf(RefusedException.class);
        }
    }

    @Test
    void anyMachineMayReadWithTheKeyOfARescue() throws IOException {
        try (Peer peer = home.meet(Rights.RESTORE_ONLY)) {
            peer.ask(greetingFrom(2));
            peer.ask(new Request.ListSnapshots());
        }
        assertThat(home.theClient().machine()).contains(machine(1));
    }

    @Test
    void theLogTellsWhatHappened() throws IOException {
        Snapshot snapshot = backUp();
        assertThat(home.events)
                .containsExactly(
                        new SessionEvent.Began("test"),
                        new SessionEvent.Committed(snapshot),
                        new SessionEvent.Ended(snapshot.figures().newBytes(), ""));
        assertThat(home.sentences().get(1)).startsWith("snapshot 1 of series system: ");
    }

    @Test
    void aSessionThatIsStoppedKeepsWhatWasSent() throws IOException {
        Session[] session = new Session[1];
        Peer peer =
                Peer.meet(connection -> {
                    session[0] = home.session(connection);
                    return session[0];
                });
        peer.begun().put(CHUNK);
        peer.ask(new Request.Ping());
        session[0].stop();
        peer.awaitEnd();
        assertThatThrownBy(() -> peer.ask(new Request.Ping())).isInstanceOf(IOException.class);
        try (Peer next = home.meet().begun()) {
            assertThat(next.ask(new Request.Have(List.of(CHUNK.id()))).lacks(0)).isFalse();
        }
    }
}
