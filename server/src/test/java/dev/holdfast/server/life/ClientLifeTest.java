package dev.holdfast.server.life;

import static dev.holdfast.server.Samples.NOW;
import static dev.holdfast.server.Samples.client;
import static dev.holdfast.server.Samples.fullKey;
import static dev.holdfast.server.Samples.id;
import static dev.holdfast.server.Samples.key;
import static dev.holdfast.server.Samples.restoreKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.ClientId;
import dev.holdfast.model.ClientName;
import dev.holdfast.model.RunOutcome;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.protocol.invite.Invitation.Rights;
import dev.holdfast.protocol.invite.ServerAddress;
import dev.holdfast.server.access.Program;
import dev.holdfast.server.client.Client;
import dev.holdfast.server.client.Exemption;
import dev.holdfast.server.client.Standing;
import dev.holdfast.server.config.ServerConfig;
import dev.holdfast.server.enrol.InviteRequest;
import dev.holdfast.server.enrol.Invited;
import dev.holdfast.server.enrol.Inviter;
import dev.holdfast.server.enrol.ServerFiles;
import dev.holdfast.server.report.Reports;
import dev.holdfast.server.report.RunReport;
import dev.holdfast.server.report.Served;
import dev.holdfast.server.rules.Asked;
import dev.holdfast.server.rules.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientLifeTest {
    private static final ClientName WEB1 = new ClientName("web1");
    private static final ClientName WEB2 = new ClientName("web2");
    private static final ClientName DB = new ClientName("db");
    private static final Client BEFORE = client(1, "web1", fullKey(1), restoreKey(2));
    private static final Client OTHER = client(3, "db", fullKey(3));
    private static final String FOREIGN = "ssh-ed25519 AAAAsomebody else";

    @TempDir Path root;
    private final List<ClientId> ended = new ArrayList<>();
    private ServerFiles files;
    private Instant now = NOW;
    private ClientLife life;

    @BeforeEach
    void twoClients() throws IOException {
        Program program = new Program(Path.of("/usr/bin/holdfast"), Optional.empty());
        Files.writeString(keyFile(), FOREIGN + "\n");
        files = ServerFiles.of(ServerConfig.at(root), program);
        for (Client client : List.of(BEFORE, OTHER)) {
            files.registry().write(client);
            files.access().write(client);
            write("vaults/%s/data/pack".formatted(client.id()));
            new Reports(Volume.on(root))
                    .put(
                            client.id(),
                            new RunReport(
                                    NOW,
                                    NOW,
                                    Optional.empty(),
                                    Optional.empty(),
                                    RunOutcome.DONE,
                                    List.of(),
                                    Served.NOTHING),
                            Bytes.utf8("sealed"));
        }
        life =
                new ClientLife(
                        files,
                        root,
                        () -> now,
                        client -> {
                            ended.add(client);
                            return 2;
                        });
    }

    private Path keyFile() {
        return root.resolve("authorized_keys");
    }

    private void write(String name) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
    }

    private Client web1() throws IOException {
        return files.registry().find(id(1)).orElseThrow();
    }

    private List<String> ownersOfKeys() throws IOException {
        return Files.readAllLines(keyFile()).stream()
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .toList();
    }

    @Test
    void onlyTheNameChanges() throws IOException {
        life.rename(WEB1, WEB2);
        assertThat(web1()).isEqualTo(BEFORE.called(WEB2));
        assertThat(ownersOfKeys()).hasSize(4);
    }

    @Test
    void nameOfAnotherClientIsRefused() throws IOException {
        assertThatThrownBy(() -> life.rename(WEB1, DB)).hasMessageContaining(id(3).toString());
        assertThat(web1()).isEqualTo(BEFORE);
    }

    @Test
    void clientThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> life.revoke(WEB2))
                .hasMessage("there is no client web2 (see holdfast server clients)");
    }

    @Test
    void whoIsRevokedHasNoKeysInvitationsAndSessionsAnyMore() throws IOException {
        Inviter inviter = new Inviter(files, () -> NOW, new SecureRandom());
        ServerAddress here = new ServerAddress("backup.example", 22, "hf", List.of(key(100)));
        for (ClientName name : List.of(WEB1, DB)) {
            inviter.invite(new InviteRequest(name, Rights.FULL, InviteRequest.VALID_DEFAULT), here);
        }
        assertThat(life.revoke(WEB1)).isEqualTo(new ClientLife.Revoked(2, 1, 2));
        assertThat(web1()).isEqualTo(BEFORE.withoutKeys());
        assertThat(ended).containsExactly(id(1));
        assertThat(ownersOfKeys())
                .hasSize(3)
                .contains("else", "holdfast:client:" + id(3))
                .doesNotContain("holdfast:client:" + id(1));
        assertThat(Files.readString(keyFile())).startsWith(FOREIGN + "\n");
        assertThat(ClientLife.state(web1())).isEqualTo("revoked");
    }

    @Test
    void whoRetiresIsKeptUntilItsTimeIsOver() throws IOException {
        Standing.Retirement retirement = life.retire(WEB1, Duration.ofDays(90));
        assertThat(retirement.keptUntil()).isEqualTo(NOW.plus(Duration.ofDays(90)));
        assertThat(ClientLife.state(web1())).isEqualTo("retired");
        now = retirement.keptUntil().minusMillis(1);
        assertThat(life.forgetRetired()).isEqualTo(new ClientLife.Outcome(List.of(), List.of()));
        assertThat(web1().keys()).isEqualTo(BEFORE.keys());
        now = retirement.keptUntil();
        assertThat(life.forgetRetired().done())
                .containsExactly("forgot web1, which was retired at " + NOW);
        assertThat(files.registry().list().clients()).containsExactly(OTHER);
        assertThat(root.resolve("vaults/" + id(1))).doesNotExist();
    }

    @Test
    void whoseRetirementIsTakenBackGoesOn() throws IOException {
        life.retire(WEB1, Duration.ZERO);
        life.resume(WEB1);
        assertThat(web1()).isEqualTo(BEFORE);
        assertThat(life.forgetRetired().done()).isEmpty();
    }

    @Test
    void heldSnapshotKeepsARetiredClient() throws IOException {
        write("vaults/%s/marks/0000000000000001.held".formatted(id(1)));
        life.retire(WEB1, Duration.ZERO);
        ClientLife.Outcome outcome = life.forgetRetired();
        assertThat(outcome.done()).isEmpty();
        assertThat(outcome.wrong()).singleElement().asString().contains("web1", "held");
        assertThat(web1().keys()).isNotEmpty();
    }

    @Test
    void nobodyTakesTheNameOfARetiredClient() throws IOException {
        life.retire(WEB1, Duration.ofDays(1));
        Inviter inviter = new Inviter(files, () -> NOW, new SecureRandom());
        ServerAddress here = new ServerAddress("backup.example", 22, "hf", List.of(key(100)));
        assertThat(
                        inviter.invite(
                                new InviteRequest(WEB1, Rights.FULL, InviteRequest.VALID_DEFAULT),
                                here))
                .isInstanceOfSatisfying(
                        Invited.Refused.class,
                        refused ->
                                assertThat(refused.sentence())
                                        .contains("holdfast server rename web1 web1-old"));
        assertThat(
                        inviter.invite(
                                new InviteRequest(
                                        WEB1, Rights.RESTORE_ONLY, InviteRequest.VALID_DEFAULT),
                                here))
                .isInstanceOf(Invited.Made.class);
    }

    @Test
    void whoIsForgottenLeavesNothingAndNobodyElseLosesAnything() throws IOException {
        life.forget(WEB1);
        assertThat(files.registry().list().clients()).containsExactly(OTHER);
        assertThat(ended).containsExactly(id(1));
        assertThat(ownersOfKeys()).containsExactly("else", "holdfast:client:" + id(3));
        assertThat(root.resolve("vaults")).isDirectoryContaining("glob:**/" + id(3));
        assertThat(root.resolve("vaults/" + id(1))).doesNotExist();
        assertThat(root.resolve("reports/" + id(1))).doesNotExist();
        assertThat(root.resolve("reports/" + id(1) + ".jsonl")).doesNotExist();
        assertThat(root.resolve("vaults/%s/data/pack".formatted(id(3)))).exists();
        assertThat(root.resolve("reports/" + id(3))).isNotEmptyDirectory();
    }

    @Test
    void whatAnInterruptedForgettingLeftGoesWithTheNextMaintenance() throws IOException {
        Files.move(root.resolve("vaults/" + id(1)), root.resolve("vaults/" + id(1) + ".gone"));
        life.forgetRetired();
        assertThat(root.resolve("vaults/" + id(1) + ".gone")).doesNotExist();
        life.forget(WEB1);
        assertThat(files.registry().list().clients()).containsExactly(OTHER);
    }

    @Test
    void exemptionsAreRememberedAndThoseThatAreOverAreNot() throws IOException {
        Exemption.From from =
                new Exemption.From(Network.parse("192.0.2.0/24"), NOW.plusSeconds(60));
        Exemption.AnyTime anyTime = new Exemption.AnyTime(NOW.plusSeconds(120));
        life.exempt(WEB1, from);
        life.exempt(WEB1, anyTime);
        assertThat(web1().standing().exemptions()).containsExactly(from, anyTime);
        now = from.until();
        Exemption.Command command = new Exemption.Command(Asked.RESTORE, NOW.plusSeconds(90));
        Exemption.AnyTime longer = new Exemption.AnyTime(NOW.plusSeconds(180));
        life.exempt(WEB1, command);
        life.exempt(WEB1, longer);
        assertThat(web1().standing().exemptions()).containsExactly(command, longer);
    }

    @Test
    void thereAreNotAnyNumberOfExemptions() throws IOException {
        for (int i = 0; i < 64; i++) {
            life.exempt(WEB1, from(i));
        }
        assertThatThrownBy(() -> life.exempt(WEB1, from(64)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more than 64 exceptions");
        assertThat(web1().standing().exemptions()).hasSize(64);
    }

    private static Exemption from(int number) {
        return new Exemption.From(Network.parse("10.0.0." + number), NOW.plusSeconds(60));
    }

    @Test
    void newMachineIsExpectedByNobodyElse() throws IOException {
        life.expectNewMachine(WEB1);
        assertThat(web1().machine()).isEmpty();
        assertThat(files.registry().find(id(3))).contains(OTHER);
    }
}
