package dev.holdfast.server.session;

import static dev.holdfast.server.Samples.NOW;
import static dev.holdfast.server.Samples.client;
import static dev.holdfast.server.Samples.fullKey;

import dev.holdfast.model.SessionId;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.protocol.invite.Invitation.Rights;
import dev.holdfast.protocol.wire.ServerConnection;
import dev.holdfast.server.client.Client;
import dev.holdfast.server.client.RegisteredClients;
import dev.holdfast.server.client.Registry;
import dev.holdfast.server.report.Reports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A server with one client. */
final class Home {
    final List<SessionEvent> events = new CopyOnWriteArrayList<>();
    final Registry registry;
    final Reports reports;

    private final AtomicLong sessions = new AtomicLong();
    private final Volume root;
    private final Volume vault;
    private final SessionSetting setting;

    /**
     * @param root of the server
     * @param vault of the client
     */
    Home(Volume root, Volume vault) throws IOException {
        this.root = root;
        this.vault = vault;
        this.registry = new Registry(root);
        this.reports = new Reports(root);
        this.setting =
                new SessionSetting(
                        InstantSource.fixed(NOW),
                        () -> new SessionId(new UUID(0, sessions.incrementAndGet())),
                        "1",
                        events::add);
        registry.write(client(1, "web1", fullKey(1)));
    }

    Client theClient() throws IOException {
        return registry.list().clients().getFirst();
    }

    Peer meet() throws IOException {
        return meet(Rights.FULL);
    }

    Peer meet(Rights rights) throws IOException {
        SessionClient client = seat(rights);
        return Peer.meet(connection -> Session.of(setting, client, connection));
    }

    private SessionClient seat(Rights rights) throws IOException {
        return RegisteredClients.of(theClient(), rights, root, vault);
    }

    Session session(ServerConnection connection) {
        return session(connection, Rights.FULL);
    }

    Session session(ServerConnection connection, Rights rights) {
        try {
            return Session.of(setting, seat(rights), connection);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Session session(ServerConnection connection, Invitee invitee) {
        return Session.of(setting, invitee, connection);
    }

    Peer meet(Invitee invitee) throws IOException {
        return Peer.meet(connection -> session(connection, invitee));
    }

    List<String> sentences() {
        return events.stream().map(SessionEvent::line).toList();
    }
}
