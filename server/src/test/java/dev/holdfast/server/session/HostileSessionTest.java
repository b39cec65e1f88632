package dev.holdfast.server.session;

import static dev.holdfast.server.Samples.id;
import static dev.holdfast.server.Samples.key;
import static dev.holdfast.server.Samples.machine;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.ClientName;
import dev.holdfast.model.KeyId;
import dev.holdfast.model.Series;
import dev.holdfast.model.VaultId;
import dev.holdfast.model.feature.Features;
import dev.holdfast.model.object.SealedRecord;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.protocol.invite.Invitation.Rights;
import dev.holdfast.protocol.message.Answer;
import dev.holdfast.protocol.message.RefusalCode;
import dev.holdfast.protocol.message.Request;
import dev.holdfast.protocol.wire.LocalTransport;
import dev.holdfast.protocol.wire.RefusedException;
import dev.holdfast.testkit.Records;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileSessionTest {
    private static final SealedRecord CHUNK = Records.chunk(1, 1_000);
    private static final SealedRecord ROOT = Records.root(3, CHUNK.id());

    @TempDir Path folder;
    private Home home;

    @BeforeEach
    void open() throws IOException {
        Path vault = Files.createDirectory(folder.resolve("vault"));
        home = new Home(Volume.on(folder), Volume.on(vault));
    }

    private static RefusedException refusal(Peer peer, Request.Question<?> question) {
        try {
            throw new AssertionError("answered: " + peer.ask(question));
        } catch (RefusedException refused) {
            return refused;
        } catch (IOException other) {
            throw new AssertionError(other);
        }
    }

    static Stream<Request.Question<?>> questionsAfterAGreeting() {
        return Stream.of(
                new Request.ListSnapshots(),
                Peer.beginning(Series.SYSTEM, Records.KEY),
                new Request.Have(List.of(CHUNK.id())),
                new Request.Checkpoint(ROOT.id()),
                Peer.committing(ROOT.id()),
                new Request.Report(List.of(), Bytes.EMPTY));
    }

    @ParameterizedTest
    @MethodSource("questionsAfterAGreeting")
    void nothingGoesBeforeAGreetingAndTheSessionGoesOn(Request.Question<?> question)
            throws IOException {
        try (Peer peer = home.meet()) {
            assertThat(refusal(peer, question).reason()).isEqualTo(RefusalCode.OUT_OF_PLACE);
            peer.greet();
        }
    }

    @Test
    void aFetchBeforeAGreetingIsRefused() throws IOException {
        try (Peer peer = home.meet()) {
            assertThatThrownBy(() -> peer.fetch(CHUNK.id())).isInstanceOf(RefusedException.class);
        }
    }

    static Stream<Request.Question<?>> questionsAfterABegin() {
        return Stream.of(
                new Request.Have(List.of(CHUNK.id())),
                new Request.Checkpoint(ROOT.id()),
                Peer.committing(ROOT.id()));
    }

    @ParameterizedTest
    @MethodSource("questionsAfterABegin")
    void nothingIsAskedOfABackupThatHasNotBegun(Request.Question<?> question) throws IOException {
        try (Peer peer = home.meet()) {
            peer.greet();
            assertThat(refusal(peer, question))
                    .hasMessage("begin a backup first")
                    .extracting(RefusedException::reason)
                    .isEqualTo(RefusalCode.OUT_OF_PLACE);
        }
    }

    @Test
    void aPutBeforeABeginEndsTheConnectionWithItsReason() throws IOException {
        try (Peer peer = home.meet()) {
            peer.greet();
            peer.put(CHUNK);
            assertThat(refusal(peer, new Request.Ping())).hasMessage("begin a backup first");
        }
        assertThat(folder.resolve("vault")).isEmptyDirectory();
    }

    @Test
    void aRecordUnderAKeyThatWasNotBegunIsNotTaken() throws IOException {
        KeyId other = new KeyId(new UUID(5, 5));
        try (Peer peer = home.meet()) {
            peer.greet();
            peer.ask(Peer.beginning(Series.SYSTEM, other));
            peer.put(CHUNK);
            assertThat(refusal(peer, new Request.Ping())).hasMessageContaining("another key");
        }
        try (Peer peer = home.meet().begun()) {
            assertThat(peer.ask(new Request.Have(List.of(CHUNK.id()))).lacks(0)).isTrue();
        }
    }

    @Test
    void anObjectThatIsNoRootIsNotCommitted() throws IOException {
        try (Peer peer = home.meet().begun()) {
            peer.put(CHUNK);
            assertThatThrownBy(() -> peer.commit(CHUNK.id()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no root");
            assertThat(refusal(peer, Peer.committing(ROOT.id())))
                    .hasMessage("begin a backup first");
        }
        try (Peer peer = home.meet().begun()) {
            assertThat(peer.ask(new Request.ListSnapshots()).snapshots()).isEmpty();
            assertThat(peer.ask(new Request.Have(List.of(CHUNK.id()))).lacks(0)).isFalse();
        }
    }

    @Test
    void nobodyGreetsTwice() throws IOException {
        try (Peer peer = home.meet()) {
            peer.greet();
            assertThat(refusal(peer, Peer.greeting(null)).reason())
                    .isEqualTo(RefusalCode.OUT_OF_PLACE);
        }
    }

    @Test
    void aBackupThatHasBegunIsCommittedBeforeTheNext() throws IOException {
        try (Peer peer = home.meet().begun()) {
            Request.Begin next = Peer.beginning(Series.MANUAL, Records.KEY);
            assertThat(refusal(peer, next).reason()).isEqualTo(RefusalCode.OUT_OF_PLACE);
            peer.put(CHUNK);
            peer.put(ROOT);
            assertThat(peer.commit(ROOT.id())).isInstanceOf(Answer.Committed.class);
        }
    }

    @Test
    void aBackupNeedsKeys() throws IOException {
        try (Peer peer = home.meet()) {
            peer.ask(Peer.greeting(null));
            assertThat(refusal(peer, Peer.beginning(Series.SYSTEM, Records.KEY)))
                    .hasMessageContaining("holdfast setup");
        }
    }

    @Test
    void anotherVaultThanTheClientsIsRefused() throws IOException {
        home.meet().begun().close();
        try (Peer peer = home.meet()) {
            VaultId other = new VaultId(new UUID(9, 9));
            assertThat(peer.ask(Peer.greeting(other)).vault()).isEqualTo(Peer.VAULT);
            RefusedException refused = refusal(peer, Peer.beginning(Series.SYSTEM, Records.KEY));
            assertThat(refused.reason()).isEqualTo(RefusalCode.WRONG_VAULT);
            assertThat(refused).hasMessageContaining("web1");
        }
        assertThat(home.theClient().vault()).contains(Peer.VAULT);
    }

    @Test
    void aClientOfALaterTimeIsToldSo() throws IOException {
        Features later =
                new Features(new TreeSet<>(), new TreeSet<>(), new TreeSet<>(List.of("telepathy")));
        try (Peer peer = home.meet()) {
            RefusedException refused =
                    refusal(peer, new Request.Greet(later, "9", machine(1), null));
            assertThat(refused.reason()).isEqualTo(RefusalCode.TOO_NEW);
            assertThat(refused).hasMessageContaining("telepathy");
        }
    }

    @Test
    void anEnrolledClientDoesNotEnrolAgain() throws IOException {
        try (Peer peer = home.meet()) {
            Request.Enrol enrol = new Request.Enrol(new ClientName("web2"), key(2), machine(2));
            assertThat(refusal(peer, enrol).reason()).isEqualTo(RefusalCode.OUT_OF_PLACE);
        }
    }

    @Test
    void aNewSessionOfASeriesTakesOverFromTheOld() throws IOException {
        try (Peer old = home.meet().begun();
                Peer fresh = home.meet().begun()) {
            old.put(CHUNK);
            old.put(ROOT);
            assertThat(refusal(old, Peer.committing(ROOT.id())).reason())
                    .isEqualTo(RefusalCode.TAKEN_OVER);
            old.awaitEnd();
            fresh.put(CHUNK);
            fresh.put(ROOT);
            assertThat(fresh.commit(ROOT.id())).isInstanceOf(Answer.Committed.class);
        }
    }

    @Test
    void sessionsOfDifferentSeriesDoNotDisturbEachOther() throws IOException {
        try (Peer one = home.meet().begun();
                Peer two = home.meet()) {
            two.greet();
            two.begin(Series.MANUAL);
            for (Peer peer : List.of(one, two)) {
                peer.put(CHUNK);
                peer.put(ROOT);
                assertThat(peer.commit(ROOT.id())).isInstanceOf(Answer.Committed.class);
            }
        }
    }

    static Stream<Request.Question<?>> questionsThatWrite() {
        return Stream.of(
                Peer.beginning(Series.SYSTEM, Records.KEY),
                new Request.Have(List.of(CHUNK.id())),
                new Request.Checkpoint(ROOT.id()),
                Peer.committing(ROOT.id()),
                new Request.Report(List.of(), Bytes.EMPTY));
    }

    @ParameterizedTest
    @MethodSource("questionsThatWrite")
    void aRescueWritesNothingAndIsToldWhatWouldHelp(Request.Question<?> question)
            throws IOException {
        try (Peer peer = home.meet(Rights.RESTORE_ONLY)) {
            peer.greet();
            RefusedException refused = refusal(peer, question);
            assertThat(refused.reason()).isEqualTo(RefusalCode.NOT_AUTHORISED);
            assertThat(refused.lift()).contains("holdfast server invite web1");
        }
        assertThat(home.sentences())
                .contains("refused: this machine may only read the backups of web1");
    }

    @Test
    void aRescueReads() throws IOException {
        try (Peer peer = home.meet().begun()) {
            peer.put(CHUNK);
            peer.put(ROOT);
            peer.commit(ROOT.id());
        }
        try (Peer peer = home.meet(Rights.RESTORE_ONLY)) {
            peer.ask(new Request.Greet(Features.NONE, "test", machine(7), Peer.VAULT));
            peer.ask(new Request.Ping());
            assertThat(peer.ask(new Request.ListSnapshots()).snapshots()).hasSize(1);
            assertThat(peer.fetch(CHUNK.id())).hasSize(3);
        }
        assertThat(home.theClient().machine()).contains(machine(1));
    }

    @Test
    void aRescuesPutEndsTheConnection() throws IOException {
        try (Peer peer = home.meet(Rights.RESTORE_ONLY)) {
            peer.greet();
            peer.put(CHUNK);
            assertThat(refusal(peer, new Request.Ping()).reason())
                    .isEqualTo(RefusalCode.NOT_AUTHORISED);
        }
    }

    /** Somebody with an invitation, and what becomes of it. */
    private record Guest(Optional<Seat> seat, Optional<IOException> failure) implements Invitee {
        static final Seat WEB9 = new Seat(id(9), new ClientName("web9"), Optional.empty());

        static Invitee welcome() {
            return new Guest(Optional.of(WEB9), Optional.empty());
        }

        @Override
        public Answer enrol(Request.Enrol request) throws IOException {
            if (failure.isPresent()) {
                throw failure.get();
            }
            return new Answer.Enrolled(WEB9.id(), request.name());
        }
    }

    private static final Request.Enrol ENROL =
            new Request.Enrol(Guest.WEB9.name(), key(9), machine(9));

    @Test
    void anInvitationGreetsAndEnrolsAndDoesNothingElse() throws IOException {
        try (Peer peer = home.meet(Guest.welcome())) {
            assertThat(peer.greet())
                    .extracting(Answer.Welcome::client, Answer.Welcome::vault)
                    .containsExactly(id(9), null);
            peer.ask(new Request.Ping());
            assertThat(refusal(peer, new Request.ListSnapshots()).reason())
                    .isEqualTo(RefusalCode.NOT_AUTHORISED);
            assertThat(refusal(peer, Peer.beginning(Series.SYSTEM, Records.KEY)).reason())
                    .isEqualTo(RefusalCode.NOT_AUTHORISED);
            assertThat(peer.ask(ENROL)).isEqualTo(new Answer.Enrolled(id(9), Guest.WEB9.name()));
            peer.put(CHUNK);
            assertThat(refusal(peer, new Request.Ping()).reason())
                    .isEqualTo(RefusalCode.NOT_AUTHORISED);
        }
    }

    @Test
    void anInvitationThatIsLongOverGreetsNobody() throws IOException {
        try (Peer peer = home.meet(new Guest(Optional.empty(), Optional.empty()))) {
            assertThat(refusal(peer, Peer.greeting(null)).reason())
                    .isEqualTo(RefusalCode.EXPIRED_INVITATION);
        }
    }

    @Test
    void aFailureOfTheWorldIsToldAndTheSessionGoesOn() throws IOException {
        IOException fire = new IOException("cannot write registry/x.json: the disc is on fire");
        try (Peer peer = home.meet(new Guest(Optional.of(Guest.WEB9), Optional.of(fire)))) {
            assertThatThrownBy(() -> peer.ask(ENROL)).hasMessageContaining("on fire");
            peer.ask(new Request.Ping());
        }
        assertThat(home.sentences())
                .containsExactly(
                        "failed: cannot write registry/x.json: the disc is on fire",
                        "session ended, 0 new bytes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ffffffff", // a frame of four gigabytes
                "00000004", // one too short to have a type and number
                "000000059900000002", // an unknown type
                "000000051000000002", // a greeting without a body
                "00000006190000000780", // a ping out of number
                "0000", // cut off
            })
    void whatIsNoFrameEndsTheSessionAndNothingElse(String hex) throws IOException {
        LocalTransport.Pair pair = LocalTransport.pair("test");
        Thread server = Thread.ofPlatform().start(() -> Peer.serve(pair.server(), home::session));
        byte[] greeting = pair.client().in().readNBytes(8);
        pair.client().out().write(greeting);
        pair.client().out().write(HexFormat.of().parseHex("00000006190000000180")); // a ping
        pair.client().out().flush();
        assertThat(pair.client().in().readNBytes(4)).hasSize(4);
        pair.client().out().write(HexFormat.of().parseHex(hex));
        pair.client().out().flush();
        pair.client().close();
        try {
            server.join();
        } catch (InterruptedException interrupt) {
            throw new AssertionError(interrupt);
        }
        assertThat(home.events)
                .singleElement()
                .isInstanceOfSatisfying(
                        SessionEvent.Ended.class, ended -> assertThat(ended.reason()).isNotEmpty());
        home.meet().begun().close();
    }
}
