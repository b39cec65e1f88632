package dev.holdfast.client.setup;

import dev.holdfast.client.ssh.SshFailedException;
import dev.holdfast.client.ssh.SshFailure;
import dev.holdfast.client.ssh.SshLogin;
import dev.holdfast.model.ClientId;
import dev.holdfast.model.ClientName;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.VaultId;
import dev.holdfast.model.feature.Features;
import dev.holdfast.protocol.invite.Invitation;
import dev.holdfast.protocol.message.Answer;
import dev.holdfast.protocol.message.Request;
import dev.holdfast.protocol.ssh.PublicKeyLine;
import dev.holdfast.protocol.wire.Limits;
import dev.holdfast.protocol.wire.LocalTransport;
import dev.holdfast.protocol.wire.ServerConnection;
import dev.holdfast.protocol.wire.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A server in this process that greets, enrols and answers pings, and that loses its answers. */
final class FakeServer implements Contact.Connector {
    private static final ClientId CLIENT = ClientId.parse("33".repeat(16));

    private final Invitation invitation;

    // Guarded by this: what the server knows, and what happened.
    private final List<String> heard = new ArrayList<>();
    private @Nullable PublicKeyLine enrolled;
    private @Nullable VaultId vault;
    private boolean invitationIsUsed;
    private boolean losesAnswers;
    private ClientId client = CLIENT;
    private ClientName name;

    FakeServer(Invitation invitation) {
        this.invitation = invitation;
        this.name = invitation.client();
    }

    /** From now on enrolments are done and never answered, until that was so once. */
    synchronized void loseNextAnswer() {
        losesAnswers = true;
    }

    synchronized void keep(VaultId kept) {
        vault = kept;
    }

    synchronized void rename(ClientName other) {
        name = other;
    }

    synchronized void takeForAnother() {
        client = ClientId.parse("44".repeat(16));
    }

    synchronized void revoke() {
        enrolled = null;
    }

    synchronized void renewInvitation() {
        invitationIsUsed = false;
    }

    /** What it was asked, in order: {@code enrol}, {@code ping}. */
    synchronized List<String> heard() {
        return List.copyOf(heard);
    }

    synchronized @Nullable PublicKeyLine enrolledKey() {
        return enrolled;
    }

    /** Does what sshd does: lets in whoever has a key that is accepted. */
    @Override
    public synchronized Transport connect(SshLogin login) throws IOException {
        String identity = Files.readString(login.identity());
        String oneUse = invitation.key().privateKeyFile("invitation");
        boolean isInvited = identity.equals(oneUse) && !invitationIsUsed;
        boolean isClient = !identity.equals(oneUse) && enrolled != null;
        if (!isInvited && !isClient) {
            throw new SshFailedException(
                    SshFailure.of(
                            login.server(), 255, List.of("h@b: Permission denied (publickey).")));
        }
        LocalTransport.Pair pair = LocalTransport.pair("a fake");
        Thread.ofPlatform().daemon().name("fake-server").start(() -> serve(pair.server()));
        return pair.client();
    }

    private void serve(Transport transport) {
        try (ServerConnection connection =
                ServerConnection.open(transport, Limits.STANDARD, System::nanoTime)) {
            for (var next = connection.next(); next != null; next = connection.next()) {
                Answer answer = answer(next.request());
                if (answer == null) {
                    return;
                }
                connection.answer(next.id(), answer);
            }
        } catch (IOException gone) {
            // The client went away: so does this.
        }
    }

    private synchronized @Nullable Answer answer(Request request) {
        return switch (request) {
            case Request.Greet _ ->
                    new Answer.Welcome(
                            Features.NONE, "fake", new Timestamp(0, 0), client, name, vault);
            case Request.Enrol enrol -> enrol(enrol);
            case Request.Ping _ -> {
                heard.add("ping");
                yield Answer.Done.ALL;
            }
            case Request.Begin _,
                    Request.Have _,
                    Request.Put _,
                    Request.Checkpoint _,
                    Request.Commit _,
                    Request.Report _,
                    Request.ListSnapshots _,
                    Request.Fetch _ ->
                    throw new IllegalStateException("setup asks for " + request);
        };
    }

    private @Nullable Answer enrol(Request.Enrol enrol) {
        heard.add("enrol");
        enrolled = enrol.key();
        invitationIsUsed = true;
        if (losesAnswers) {
            losesAnswers = false;
            return null;
        }
        return new Answer.Enrolled(client, name);
    }
}
