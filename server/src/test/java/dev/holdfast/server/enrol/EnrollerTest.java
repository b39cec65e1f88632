package dev.holdfast.server.enrol;

import static dev.holdfast.server.Samples.NOW;
import static dev.holdfast.server.Samples.key;
import static dev.holdfast.server.Samples.machine;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.model.ClientId;
import dev.holdfast.model.ClientName;
import dev.holdfast.model.VaultId;
import dev.holdfast.protocol.invite.Invitation;
import dev.holdfast.protocol.invite.Invitation.Rights;
import dev.holdfast.protocol.invite.ServerAddress;
import dev.holdfast.protocol.message.Answer;
import dev.holdfast.protocol.message.RefusalCode;
import dev.holdfast.server.access.Program;
import dev.holdfast.server.client.Client;
import dev.holdfast.server.client.Standing;
import dev.holdfast.server.config.ServerConfig;
import dev.holdfast.server.invite.InvitationId;
import dev.holdfast.server.invite.PendingInvitation;
import dev.holdfast.server.session.Invitee;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnrollerTest {
    private static final ClientName WEB1 = new ClientName("web1");

    @TempDir Path root;
    private ServerFiles files;

    @BeforeEach
    void open() throws IOException {
        Program program = new Program(Path.of("/usr/bin/holdfast"), Optional.empty());
        files = ServerFiles.of(ServerConfig.at(root), program);
    }

    private Invited invite(Rights rights, Instant now) throws IOException {
        Inviter inviter = new Inviter(files, InstantSource.fixed(now), new SecureRandom());
        ServerAddress server =
                new ServerAddress("backup.example", 22, "holdfast", List.of(key(100)));
        return inviter.invite(new InviteRequest(WEB1, rights, InviteRequest.VALID_DEFAULT), server);
    }

    private Invited.Made made(Rights rights) throws IOException {
        return (Invited.Made) invite(rights, NOW);
    }

    private Answer enrol(InvitationId invitation, int number) throws IOException {
        Enroller enroller = new Enroller(files, InstantSource.fixed(NOW));
        return enroller.enrol(
                invitation, new EnrolRequest(WEB1, key(number), machine(number), "192.0.2.1"));
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(root.resolve("authorized_keys"));
    }

    @Test
    void anInvitationLetsItsSeedsKeyEnrol() throws IOException {
        Invited.Made made = made(Rights.FULL);
        String key = Invitation.parse(made.invitation().line()).key().publicKey().toString();
        assertThat(lines())
                .singleElement()
                .asString()
                .contains("server enrol --invitation " + made.pending().id())
                .contains(key);
    }

    @Test
    void theSeedIsNeitherStoredNorShown() throws IOException {
        Invited.Made made = made(Rights.FULL);
        String stored =
                Files.readString(root.resolve("invitations/" + made.pending().id() + ".json"));
        assertThat(stored + made).doesNotContain(made.invitation().seed().hex());
    }

    @Test
    void anEnrolledMachineIsInTheRegistryAndMayConnect() throws IOException {
        PendingInvitation pending = made(Rights.FULL).pending();
        InvitationId invitation = pending.id();
        ClientId client = pending.guest().client();
        assertThat(enrol(invitation, 1)).isEqualTo(new Answer.Enrolled(client, WEB1));
        assertThat(files.registry().find(client).orElseThrow().has(key(1))).isTrue();
        assertThat(lines()).anySatisfy(line -> assertThat(line).contains(key(1).toString()));
        assertThat(files.invitations().find(invitation).flatMap(PendingInvitation::use))
                .hasValueSatisfying(use -> assertThat(use.complete()).isTrue());
    }

    @Test
    void enrollingTwiceAnswersTheSameAndChangesNothing() throws IOException {
        InvitationId invitation = made(Rights.FULL).pending().id();
        Answer first = enrol(invitation, 1);
        List<String> before = lines();
        assertThat(enrol(invitation, 1)).isEqualTo(first);
        assertThat(lines()).isEqualTo(before);
    }

    @Test
    void aSecondMachineIsRefused() throws IOException {
        InvitationId invitation = made(Rights.FULL).pending().id();
        enrol(invitation, 1);
        assertThat(enrol(invitation, 2))
                .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        refused ->
                                assertThat(refused.code())
                                        .isEqualTo(RefusalCode.USED_INVITATION.code()));
        assertThat(lines()).noneSatisfy(line -> assertThat(line).contains(key(2).toString()));
    }

    @Test
    void anInvitationThatIsWithdrawnLetsNobodyIn() throws IOException {
        InvitationId used = made(Rights.FULL).pending().id();
        Answer enrolled = enrol(used, 1);
        List<String> before = lines();
        InvitationId open = made(Rights.RESTORE_ONLY).pending().id();
        Inviter inviter = new Inviter(files, InstantSource.fixed(NOW), new SecureRandom());
        assertThat(inviter.withdraw(new ClientName("web2"))).isZero();
        assertThat(inviter.withdraw(WEB1)).isEqualTo(1);
        assertThat(inviter.withdraw(WEB1)).isZero();
        assertThat(lines()).isEqualTo(before);
        assertThat(enrol(open, 2)).isInstanceOf(Answer.Refused.class);
        assertThat(enrol(used, 1)).isEqualTo(enrolled);
    }

    @Test
    void anUnknownInvitationIsRefused() throws IOException {
        InvitationId unknown = new InvitationId("000102030405060708090a0b0c0d0e0f");
        assertThat(enrol(unknown, 1)).isInstanceOf(Answer.Refused.class);
    }

    @Test
    void aKeyThatLogsInInAnotherWayIsRefused() throws IOException {
        InvitationId invitation = made(Rights.FULL).pending().id();
        Path keys = root.resolve("authorized_keys");
        Files.writeString(keys, key(1) + " me\n" + Files.readString(keys));
        assertThat(enrol(invitation, 1)).isInstanceOf(Answer.Refused.class);
        assertThat(files.registry().list().clients()).isEmpty();
    }

    @Test
    void aReplacementLocksTheOldMachineOutAndARescueDoesNot() throws IOException {
        PendingInvitation first = made(Rights.FULL).pending();
        enrol(first.id(), 1);
        enrol(made(Rights.RESTORE_ONLY).pending().id(), 2);
        assertThat(lines()).anySatisfy(line -> assertThat(line).contains(key(1).toString()));
        assertThat(made(Rights.FULL).consequence()).contains("locked out");
        enrol(made(Rights.FULL).pending().id(), 3);
        Client client = files.registry().find(first.guest().client()).orElseThrow();
        assertThat(client.rightsOf(key(1))).isEmpty();
        assertThat(client.rightsOf(key(2))).contains(Rights.RESTORE_ONLY);
        assertThat(client.rightsOf(key(3))).contains(Rights.FULL);
        assertThat(lines()).noneSatisfy(line -> assertThat(line).contains(key(1).toString()));
    }

    @Test
    void aMachineWithAnInvitationSeesWhoItWillBeAndWhoseVaultThereIs() throws IOException {
        Enroller enroller = new Enroller(files, InstantSource.fixed(NOW));
        PendingInvitation first = made(Rights.FULL).pending();
        ClientId client = first.guest().client();
        assertThat(enroller.invitee(first.id(), "192.0.2.1").seat())
                .contains(new Invitee.Seat(client, WEB1, Optional.empty()));
        enrol(first.id(), 1);
        VaultId vault = new VaultId(new UUID(1, 2));
        files.registry().change(client, each -> each.withVault(vault));
        assertThat(enroller.invitee(made(Rights.FULL).pending().id(), "192.0.2.1").seat())
                .contains(new Invitee.Seat(client, WEB1, Optional.of(vault)));
        InvitationId unknown = new InvitationId("000102030405060708090a0b0c0d0e0f");
        assertThat(enroller.invitee(unknown, "192.0.2.1").seat()).isEmpty();
    }

    @Test
    void aRescueNeedsAClient() throws IOException {
        assertThat(invite(Rights.RESTORE_ONLY, NOW)).isInstanceOf(Invited.Refused.class);
        assertThat(root.resolve("authorized_keys")).doesNotExist();
    }

    @Test
    void whatExpiredLongAgoIsForgotten() throws IOException {
        InvitationId old = made(Rights.FULL).pending().id();
        Instant end = NOW.plus(InviteRequest.VALID_DEFAULT).plus(Inviter.REMEMBERED);
        invite(Rights.FULL, end);
        assertThat(files.invitations().find(old)).isPresent();
        invite(Rights.FULL, end.plusSeconds(1));
        assertThat(files.invitations().find(old)).isEmpty();
        assertThat(lines()).noneSatisfy(line -> assertThat(line).contains(old.value()));
    }

    @Test
    void anInvitationIsValidForAWhileOnly() {
        assertThatThrownBy(() -> new InviteRequest(WEB1, Rights.FULL, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        new InviteRequest(
                                WEB1, Rights.FULL, InviteRequest.VALID_MAX.plusSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private List<Invited> inviteAll(List<String> names) throws IOException {
        Inviter inviter = new Inviter(files, InstantSource.fixed(NOW), new SecureRandom());
        return inviter.invite(
                names.stream()
                        .map(ClientName::new)
                        .map(name ->
                                new InviteRequest(name, Rights.FULL, InviteRequest.VALID_DEFAULT))
                        .toList(),
                new ServerAddress("backup.example", 22, "holdfast", List.of(key(100))));
    }

    @Test
    void threeHundredAreInvitedAtOnceAndEachComesInByItsOwnKey() throws IOException {
        List<String> names = IntStream.range(0, 300).mapToObj(i -> "web" + i).toList();
        List<Invited.Made> made =
                inviteAll(names).stream().map(each -> (Invited.Made) each).toList();
        assertThat(made)
                .extracting(each -> each.invitation().client().value())
                .containsExactlyElementsOf(names);
        assertThat(made)
                .extracting(each -> each.pending().guest().client())
                .doesNotHaveDuplicates();
        assertThat(lines()).hasSize(300).doesNotHaveDuplicates();
        assertThat(enrol(made.get(1).pending().id(), 7)).isInstanceOf(Answer.Enrolled.class);
        assertThat(lines()).hasSize(301);
    }

    @Test
    void whenOneIsRefusedNobodyIsInvited() throws IOException {
        enrol(made(Rights.FULL).pending().id(), 1);
        Client retired =
                files.registry()
                        .list()
                        .clients()
                        .getFirst()
                        .standing(
                                Standing.USUAL.retired(
                                        new Standing.Retirement(NOW, NOW.plusSeconds(60))));
        files.registry().write(retired);
        List<String> before = lines();
        assertThat(inviteAll(List.of("web2", "web1", "web3")))
                .singleElement()
                .isInstanceOf(Invited.Refused.class);
        assertThat(lines()).isEqualTo(before);
    }
}
