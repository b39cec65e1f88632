package dev.holdfast.server.client;

import dev.holdfast.platform.durable.Volume;
import dev.holdfast.protocol.invite.Invitation.Rights;
import dev.holdfast.server.session.SessionClient;

/** Clients whose vaults are on a volume of their own. */
public final class RegisteredClients {
    private RegisteredClients() {}

    public static SessionClient of(Client client, Rights rights, Volume root, Volume vault) {
        return new RegisteredClient(client, rights, root, () -> vault);
    }
}
