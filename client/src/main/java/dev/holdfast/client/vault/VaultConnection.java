package dev.holdfast.client.vault;

import dev.holdfast.client.download.BulkReader;
import dev.holdfast.client.download.ObjectReader;
import dev.holdfast.client.download.WrapMemory;
import dev.holdfast.client.traverse.Trees;
import dev.holdfast.codec.key.OpeningKeys;
import dev.holdfast.codec.seal.Opener;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.VaultId;
import dev.holdfast.model.feature.Features;
import dev.holdfast.protocol.message.Answer;
import dev.holdfast.protocol.message.Request;
import dev.holdfast.protocol.wire.ClientConnection;
import dev.holdfast.protocol.wire.Limits;
import dev.holdfast.protocol.wire.Transport;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** A connection to a server that has greeted back, and whose vault is ours. */
public final class VaultConnection implements AutoCloseable {
    private final ClientConnection connection;
    private final Answer.Welcome welcome;
    private final Opener opener;
    private final WrapMemory wraps = new WrapMemory();
    private final ObjectReader reader;

    private VaultConnection(ClientConnection connection, Answer.Welcome welcome, OpeningKeys keys) {
        this.connection = connection;
        this.welcome = welcome;
        this.opener = new Opener(keys, wraps);
        this.reader = new ObjectReader(connection, opener, wraps);
    }

    /** Makes transports to the server. */
    @FunctionalInterface
    public interface Connector {
        Transport connect() throws IOException;
    }

    /**
     * How to reach and greet a server.
     *
     * @param version of this program, for people
     * @param machine a hash that tells cloned machines apart
     * @param ticker nanoseconds since any moment
     * @param working is told what the server works on, unescaped
     */
    public record Caller(
            Connector connector,
            String version,
            Bytes machine,
            LongSupplier ticker,
            Consumer<String> working) {}

    /**
     * @throws WrongVaultException if the server keeps another vault for this client
     * @throws IOException if the server cannot be reached, refuses, or is none
     */
    public static VaultConnection open(Caller caller, OpeningKeys keys) throws IOException {
        ClientConnection connection =
                ClientConnection.open(
                        caller.connector().connect(),
                        Limits.STANDARD,
                        caller.ticker(),
                        caller.working());
        boolean greeted = false;
        try {
            VaultConnection vault = greet(connection, caller, keys);
            greeted = true;
            return vault;
        } finally {
            if (!greeted) {
                connection.close();
            }
        }
    }

    /** Asks which vault is there, without keys; empty when there is none. */
    public static Optional<VaultId> vaultAt(Caller caller) throws IOException {
        try (ClientConnection connection =
                ClientConnection.open(
                        caller.connector().connect(),
                        Limits.STANDARD,
                        caller.ticker(),
                        caller.working())) {
            Request.Greet greet =
                    new Request.Greet(Features.NONE, caller.version(), caller.machine(), null);
            return Optional.ofNullable(connection.ask(greet).vault());
        }
    }

    private static VaultConnection greet(
            ClientConnection connection, Caller caller, OpeningKeys keys) throws IOException {
        VaultId ours = keys.vault();
        Answer.Welcome welcome =
                connection.ask(
                        new Request.Greet(Features.NONE, caller.version(), caller.machine(), ours));
        welcome.features().requireReadable("the server");
        VaultId theirs = welcome.vault();
        if (theirs != null && !theirs.equals(ours)) {
            throw new WrongVaultException(ours, theirs);
        }
        return new VaultConnection(connection, welcome, keys);
    }

    public Answer.Welcome welcome() {
        return welcome;
    }

    public ClientConnection connection() {
        return connection;
    }

    public ObjectReader reader() {
        return reader;
    }

    /**
     * Reads in bulk. To be closed before anything else is read; {@link #reader} keeps what it has.
     */
    public BulkReader bulkReader() {
        return new BulkReader(connection, opener, wraps);
    }

    public Trees trees() {
        return new Trees(reader);
    }

    public Answer.Snapshots snapshots() throws IOException {
        return connection.ask(new Request.ListSnapshots());
    }

    @Override
    public void close() {
        connection.close();
        opener.close();
    }
}
