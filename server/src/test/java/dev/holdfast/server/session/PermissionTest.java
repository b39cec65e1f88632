package dev.holdfast.server.session;

import static dev.holdfast.server.Samples.NOW;
import static dev.holdfast.server.Samples.client;
import static dev.holdfast.server.Samples.fullKey;
import static dev.holdfast.server.Samples.restoreKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.model.ObjectId;
import dev.holdfast.model.Series;
import dev.holdfast.model.SessionId;
import dev.holdfast.model.object.SealedRecord;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.protocol.invite.Invitation.Rights;
import dev.holdfast.protocol.message.RefusalCode;
import dev.holdfast.protocol.message.Request;
import dev.holdfast.protocol.wire.RefusedException;
import dev.holdfast.server.client.Client;
import dev.holdfast.server.client.Exemption;
import dev.holdfast.server.client.Gate;
import dev.holdfast.server.client.RegisteredClient;
import dev.holdfast.server.client.Registry;
import dev.holdfast.server.client.Standing;
import dev.holdfast.server.config.ServerConfig;
import dev.holdfast.server.rules.Asked;
import dev.holdfast.server.rules.ClientRules;
import dev.holdfast.server.rules.Hours;
import dev.holdfast.server.rules.Network;
import dev.holdfast.server.rules.Window;
import dev.holdfast.testkit.Records;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a session refuses to a client that has rules, and how it says so. */
class PermissionTest {
    private static final Client WEB1 = client(1, "web1", fullKey(1), restoreKey(2));
    private static final String ADDRESS = "192.0.2.1";

    /** Two more than a backup may read. */
    private static final List<SealedRecord> CHUNKS = chunks(66);

    private static final SealedRecord TREE =
            Records.tree(1000, CHUNKS.stream().map(SealedRecord::id).toArray(ObjectId[]::new));
    private static final SealedRecord ROOT = Records.root(1001, TREE.id());

    @TempDir Path folder;
    private final List<SessionEvent> events = new ArrayList<>();
    private Instant now = NOW;
    private int sessions;

    private static List<SealedRecord> chunks(int count) {
        List<SealedRecord> chunks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            chunks.add(Records.chunk(i, 100));
        }
        return chunks;
    }

    @BeforeEach
    void register() throws IOException {
        new Registry(Volume.on(folder)).write(WEB1);
    }

    private Peer meet(Client client, Rights rights, ClientRules rules) throws IOException {
        return meet(client, rights, Optional.of(rules));
    }

    private Peer meet(Client client, Rights rights, Optional<ClientRules> rules)
            throws IOException {
        InstantSource clock = () -> now;
        Gate gate = new Gate(client, rules, Network.address(ADDRESS), clock);
        RegisteredClient served =
                RegisteredClient.of(ServerConfig.at(folder), client, rights).behind(gate);
        SessionSetting setting =
                new SessionSetting(
                        clock, () -> new SessionId(new UUID(0, ++sessions)), "1", events::add);
        return Peer.meet(connection -> Session.of(setting, served, connection));
    }

    private Peer meet(ClientRules rules) throws IOException {
        return meet(WEB1, Rights.FULL, rules);
    }

    private void backUp() throws IOException {
        try (Peer peer = meet(ClientRules.NONE).begun()) {
            for (SealedRecord chunk : CHUNKS) {
                peer.put(chunk);
            }
            peer.put(TREE);
            peer.put(ROOT);
            peer.commit(ROOT.id());
        }
        events.clear();
    }

    private static ClientRules only(Asked... commands) {
        return new ClientRules(List.of(), Set.of(commands), Optional.empty());
    }

    private static void assertRefused(ThrowingCallable asking, String sentence, String lift) {
        assertThatThrownBy(asking)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> {
                            assertThat(refused.reason()).isEqualTo(RefusalCode.NOT_AUTHORISED);
                            assertThat(refused).hasMessage(sentence);
                            assertThat(refused.lift()).contains("holdfast server " + lift);
                        });
    }

    @Test
    void whoComesFromElsewhereIsNotEvenWelcomed() throws IOException {
        ClientRules inside =
                new ClientRules(
                        List.of(Network.parse("10.0.0.0/8")),
                        ClientRules.NONE.commands(),
                        Optional.empty());
        String sentence = "web1 may not come from 192.0.2.1";
        try (Peer peer = meet(inside)) {
            assertRefused(peer::greet, sentence, "allow web1 --from 192.0.2.1");
            assertThatThrownBy(() -> peer.begin(Series.SYSTEM)).hasMessageContaining("greet first");
        }
        assertThat(events).startsWith(new SessionEvent.Refused(sentence));
    }

    @Test
    void ofWhomNobodyKnowsTheRulesMayDoNothingAndIsToldNoSecret() throws IOException {
        try (Peer peer = meet(WEB1, Rights.FULL, Optional.empty())) {
            assertThatThrownBy(peer::greet)
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            refused -> {
                                assertThat(refused.reason()).isEqualTo(RefusalCode.NOT_AUTHORISED);
                                assertThat(refused.lift()).isEmpty();
                            })
                    .hasMessage(
                            "the server's configuration for web1 cannot be read, so it may do"
                                    + " nothing; the server's administrator knows");
        }
    }

    @Test
    void hoursAreForBeginningABackupAndNotForWhatFollows() throws IOException {
        ClientRules night =
                new ClientRules(
                        List.of(),
                        ClientRules.NONE.commands(),
                        Optional.of(
                                new Hours(
                                        Window.parseAll("22:00-05:30"),
                                        ZoneOffset.UTC,
                                        Duration.ZERO)));
        backUp();
        now = Instant.parse("2026-11-20T22:00:00Z");
        try (Peer peer = meet(night)) {
            peer.greet();
            peer.begin(Series.SYSTEM);
            now = Instant.parse("2026-11-21T12:00:00Z");
            peer.put(Records.chunk(2000, 100));
            peer.commit(ROOT.id());
            assertRefused(
                    () -> peer.begin(Series.SYSTEM),
                    "a backup of web1 may begin only within 22:00-05:30 (Z), next at"
                            + " 2026-11-21T22:00Z",
                    "allow web1 --any-time");
            peer.fetch(CHUNKS.getFirst().id());
        }
    }

    @Test
    void whoMayOnlyListSeesNamesAndNoContents() throws IOException {
        backUp();
        try (Peer peer = meet(only(Asked.LIST))) {
            peer.greet();
            assertThat(peer.ask(new Request.ListSnapshots()).snapshots()).hasSize(1);
            assertThat(peer.fetch(ROOT.id(), TREE.id())).hasSize(4);
            assertRefused(
                    () -> peer.fetch(TREE.id(), CHUNKS.getFirst().id()),
                    "web1 may not restore",
                    "allow web1 --command restore");
            assertRefused(
                    () -> peer.begin(Series.SYSTEM),
                    "web1 may not backup",
                    "allow web1 --command backup");
        }
    }

    @Test
    void whoMayOnlyBackUpReadsWhatABackupNeeds() throws IOException {
        backUp();
        try (Peer peer = meet(only(Asked.BACKUP))) {
            peer.greet();
            assertRefused(
                    () -> peer.ask(new Request.ListSnapshots()),
                    "web1 may not list",
                    "allow web1 --command list");
            assertRefused(
                    () -> peer.fetch(TREE.id()), "web1 may not list", "allow web1 --command list");
            peer.begin(Series.SYSTEM);
            peer.ask(new Request.ListSnapshots());
            peer.fetch(ROOT.id(), TREE.id());
            ObjectId[] sample =
                    CHUNKS.stream().limit(64).map(SealedRecord::id).toArray(ObjectId[]::new);
            assertThat(peer.fetch(sample)).hasSize(66);
            assertRefused(
                    () -> peer.fetch(CHUNKS.getLast().id()),
                    "web1 may not restore",
                    "allow web1 --command restore");
        }
    }

    @Test
    void whoMayRestoreMayList() throws IOException {
        backUp();
        try (Peer peer = meet(only(Asked.RESTORE))) {
            peer.greet();
            peer.ask(new Request.ListSnapshots());
            peer.fetch(CHUNKS.getFirst().id());
        }
    }

    @Test
    void keyThatWasRevokedMeanwhileOpensNothing() throws IOException {
        Client withoutFull = client(1, "web1", restoreKey(2));
        try (Peer peer = meet(withoutFull, Rights.FULL, ClientRules.NONE)) {
            assertRefused(peer::greet, "the key of web1 was revoked", "invite web1");
        }
        try (Peer peer = meet(withoutFull, Rights.RESTORE_ONLY, ClientRules.NONE)) {
            peer.greet();
        }
        try (Peer peer = meet(WEB1.withoutKeys(), Rights.RESTORE_ONLY, ClientRules.NONE)) {
            assertRefused(peer::greet, "the key of web1 was revoked", "invite web1");
        }
    }

    @Test
    void whoIsRetiredReadsAndBacksUpNoMore() throws IOException {
        backUp();
        Client retired =
                WEB1.standing(
                        Standing.USUAL.retired(
                                new Standing.Retirement(NOW, NOW.plus(Duration.ofDays(90)))));
        try (Peer peer = meet(retired, Rights.FULL, ClientRules.NONE)) {
            peer.greet();
            peer.fetch(CHUNKS.getFirst().id());
            assertRefused(
                    () -> peer.begin(Series.SYSTEM),
                    "web1 was retired at %s and makes no backups any more".formatted(NOW),
                    "retire --undo web1");
        }
    }

    @Test
    void onlyOneSeriesIsWrittenAtATimeAndTheSameIsTakenOver() throws IOException {
        try (Peer first = meet(ClientRules.NONE).begun();
                Peer second = meet(ClientRules.NONE)) {
            second.greet();
            assertThatThrownBy(() -> second.begin(Series.MANUAL))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            refused -> {
                                assertThat(refused.reason()).isEqualTo(RefusalCode.BUSY);
                                assertThat(refused.retrySeconds()).hasValue(60);
                            })
                    .hasMessage("another backup of web1 is under way, of series system");
            second.begin(Series.SYSTEM);
            assertThat(first).isNotNull();
        }
        try (Peer later = meet(ClientRules.NONE)) {
            later.greet();
            later.begin(Series.MANUAL);
        }
    }

    @Test
    void whoHasCommittedIsInNobodysWay() throws IOException {
        try (Peer first = meet(ClientRules.NONE).begun();
                Peer second = meet(ClientRules.NONE)) {
            first.put(CHUNKS.getFirst());
            SealedRecord tree = Records.tree(3000, CHUNKS.getFirst().id());
            SealedRecord root = Records.root(3001, tree.id());
            first.put(tree);
            first.put(root);
            first.commit(root.id());
            second.greet();
            second.begin(Series.MANUAL);
        }
    }

    @Test
    void exemptionHoldsUntilItsTimeIsOver() throws IOException {
        Instant until = NOW.plus(Duration.ofDays(1));
        Client exempt =
                WEB1.standing(Standing.USUAL.with(new Exemption.Command(Asked.LIST, until), NOW));
        now = until.minusMillis(1);
        try (Peer peer = meet(exempt, Rights.FULL, only())) {
            peer.greet();
            peer.ask(new Request.ListSnapshots());
            now = until;
            assertThatThrownBy(() -> peer.ask(new Request.ListSnapshots()))
                    .hasMessage("web1 may not list");
        }
    }
}
