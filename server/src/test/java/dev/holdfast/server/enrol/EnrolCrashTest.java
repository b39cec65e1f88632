package dev.holdfast.server.enrol;

import static dev.holdfast.server.Samples.NOW;
import static dev.holdfast.server.Samples.key;
import static dev.holdfast.server.Samples.machine;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.ClientName;
import dev.holdfast.platform.durable.DiscFullException;
import dev.holdfast.protocol.invite.Invitation.Rights;
import dev.holdfast.protocol.invite.ServerAddress;
import dev.holdfast.protocol.message.Answer;
import dev.holdfast.server.access.AccessFile;
import dev.holdfast.server.access.Program;
import dev.holdfast.server.client.Client;
import dev.holdfast.server.client.Registry;
import dev.holdfast.server.invite.InvitationId;
import dev.holdfast.server.invite.Invitations;
import dev.holdfast.testkit.Seeds;
import dev.holdfast.testkit.SimulatedVolume;
import dev.holdfast.testkit.StoppedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

class EnrolCrashTest {
    private static final ClientName WEB1 = new ClientName("web1");
    private static final Program PROGRAM =
            new Program(Path.of("/usr/bin/holdfast"), Optional.empty());

    private static ServerFiles files(SimulatedVolume root) {
        return new ServerFiles(
                new Registry(root),
                new Invitations(root),
                new AccessFile(root, "authorized_keys", PROGRAM));
    }

    private static InvitationId invite(SimulatedVolume root) throws IOException {
        Inviter inviter = new Inviter(files(root), InstantSource.fixed(NOW), new SecureRandom());
        Invited invited =
                inviter.invite(
                        new InviteRequest(WEB1, Rights.FULL, InviteRequest.VALID_DEFAULT),
                        new ServerAddress("backup.example", 22, "holdfast", List.of(key(100))));
        return ((Invited.Made) invited).pending().id();
    }

    private Answer enrol(SimulatedVolume root, InvitationId invitation, int machine)
            throws IOException {
        return new Enroller(files(root), InstantSource.fixed(NOW))
                .enrol(
                        invitation,
                        new EnrolRequest(WEB1, key(machine), machine(machine), "192.0.2.1"));
    }

    private static List<Client> clients(SimulatedVolume root) throws IOException {
        return files(root).registry().list().clients();
    }

    private static String lines(SimulatedVolume root) throws IOException {
        return new String(root.bytes("authorized_keys"), StandardCharsets.UTF_8);
    }

    /** Operations from the invitation to the end of the enrolment. */
    private int operations() throws IOException {
        SimulatedVolume root = new SimulatedVolume();
        InvitationId invitation = invite(root);
        int before = root.operations();
        enrol(root, invitation, 1);
        return root.operations() - before;
    }

    @ParameterizedTest
    @Seeds(10)
    void whereverTheMachineStopsOneMachineIsEnrolledByOneInvitation(long seed) throws IOException {
        int operations = operations();
        for (int stop = 1; stop <= operations; stop++) {
            SimulatedVolume before = new SimulatedVolume();
            InvitationId invitation = invite(before);
            before.stopAt(before.operations() + stop);
            try {
                enrol(before, invitation, 1);
            } catch (StoppedException expected) {
                // It comes back below.
            }
            SimulatedVolume root = before.reopen(seed);
            boolean secondFirst = seed % 2 == 0;
            Answer first = enrol(root, invitation, secondFirst ? 2 : 1);
            Answer second = enrol(root, invitation, secondFirst ? 1 : 2);
            assertThat(List.of(first, second))
                    .as("stopped at %d", stop)
                    .filteredOn(Answer.Enrolled.class::isInstance)
                    .hasSize(1);
            Client client = clients(root).getFirst();
            assertThat(clients(root)).hasSize(1);
            assertThat(client.keys()).hasSize(1);
            assertThat(lines(root)).contains(client.keys().getFirst().key().toString());
            assertThat(lines(root).lines()).hasSize(2);
        }
    }

    @Test
    void anAnsweredEnrolmentSurvives() throws IOException {
        SimulatedVolume before = new SimulatedVolume();
        InvitationId invitation = invite(before);
        Answer answer = enrol(before, invitation, 1);
        SimulatedVolume root = before.reopen(1);
        assertThat(enrol(root, invitation, 1)).isEqualTo(answer);
        assertThat(lines(root)).contains(key(1).toString());
    }

    @Test
    void anEnrolmentThatAFullDiscCutShortIsDoneWhenThereIsRoom() throws IOException {
        int operations = operations();
        for (int room = 0; room < operations; room++) {
            SimulatedVolume root = new SimulatedVolume();
            InvitationId invitation = invite(root);
            root.fullFrom(root.operations() + room);
            try {
                enrol(root, invitation, 1);
            } catch (DiscFullException expected) {
                // There is room below.
            }
            root.freeSpace();
            assertThat(enrol(root, invitation, 1)).isInstanceOf(Answer.Enrolled.class);
            assertThat(clients(root)).hasSize(1);
            assertThat(lines(root)).contains(key(1).toString());
        }
    }
}
