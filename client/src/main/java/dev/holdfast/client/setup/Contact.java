package dev.holdfast.client.setup;

import dev.holdfast.client.ssh.SshLogin;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.VaultId;
import dev.holdfast.model.feature.Features;
import dev.holdfast.protocol.message.Answer;
import dev.holdfast.protocol.message.Request;
import dev.holdfast.protocol.wire.ClientConnection;
import dev.holdfast.protocol.wire.Limits;
import dev.holdfast.protocol.wire.Transport;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * How setup reaches a server and what it says about itself.
 *
 * @param connector makes transports
 * @param version of this program, for people
 * @param machine a hash that tells cloned machines apart
 * @param ticker nanoseconds since any moment
 * @param working is told what the server works on, unescaped
 */
public record Contact(
        Connector connector,
        String version,
        Bytes machine,
        LongSupplier ticker,
        Consumer<String> working) {

    /** Logs in to a server. */
    @FunctionalInterface
    public interface Connector {
        Transport connect(SshLogin login) throws IOException;
    }

    /** What is said once both have greeted. */
    @FunctionalInterface
    interface Talk<T> {
        T talk(ClientConnection connection, Answer.Welcome welcome) throws IOException;
    }

    /** Connects, greets as the owner of a vault, talks and closes. */
    <T> T with(SshLogin login, VaultId vault, Talk<T> talk) throws IOException {
        Transport transport = connector.connect(login);
        try (ClientConnection connection =
                ClientConnection.open(transport, Limits.STANDARD, ticker, working)) {
            Answer.Welcome welcome =
                    connection.ask(new Request.Greet(Features.NONE, version, machine, vault));
            welcome.features().requireReadable("the server");
            return talk.talk(connection, welcome);
        }
    }
}
