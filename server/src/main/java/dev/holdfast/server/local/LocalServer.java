package dev.holdfast.server.local;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.ClientId;
import dev.holdfast.model.ClientName;
import dev.holdfast.model.VaultId;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.protocol.invite.Invitation.Rights;
import dev.holdfast.protocol.wire.Limits;
import dev.holdfast.protocol.wire.LocalTransport;
import dev.holdfast.protocol.wire.ServerConnection;
import dev.holdfast.protocol.wire.Transport;
import dev.holdfast.server.report.RunReport;
import dev.holdfast.server.session.Session;
import dev.holdfast.server.session.SessionClient;
import dev.holdfast.server.session.SessionSetting;
import dev.holdfast.server.session.Steward;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/** Serves a vault in a plain folder within this process, to one connection, by its own thread. */
public final class LocalServer implements Closeable {
    private final Transport transport;
    private final Thread thread;

    private LocalServer(Transport transport, Thread thread) {
        this.transport = transport;
        this.thread = thread;
    }

    /**
     * Whose vault, and where.
     *
     * @param folder the vault itself, which exists
     * @param name for people
     */
    public record Place(Path folder, ClientId client, ClientName name) {}

    /**
     * Starts to serve.
     *
     * @param ticker nanoseconds since any moment, never back: {@code System::nanoTime}
     */
    public static LocalServer start(Place place, SessionSetting setting, LongSupplier ticker) {
        return start(place, Steward.NONE, setting, ticker);
    }

    /** The same with somebody who watches over what is brought. */
    public static LocalServer start(
            Place place, Steward steward, SessionSetting setting, LongSupplier ticker) {
        Owner owner = new Owner(place, steward);
        LocalTransport.Pair pair = LocalTransport.pair(place.folder().toString());
        Thread thread =
                Thread.ofPlatform()
                        .name("local-server")
                        .start(() -> serve(pair.server(), owner, setting, ticker));
        return new LocalServer(pair.client(), thread);
    }

    private static void serve(
            Transport transport, Owner owner, SessionSetting setting, LongSupplier ticker) {
        ServerConnection connection;
        try {
            connection = ServerConnection.open(transport, Limits.STANDARD, ticker);
        } catch (IOException gone) {
            // The client's end tells why.
            return;
        }
        Session.of(setting, owner, connection).serve();
    }

    /** The client's end. */
    public Transport transport() {
        return transport;
    }

    /** Ends the connection and waits until what was sent is safe. */
    @Override
    public void close() throws IOException {
        transport.close();
        try {
            thread.join();
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            InterruptedIOException failure =
                    new InterruptedIOException("interrupted while a local vault was closed");
            failure.initCause(interrupt);
            throw failure;
        }
    }

    /** Whoever can write in the folder; nothing needs to be noted, and reports stay at home. */
    private record Owner(Place place, Steward steward) implements SessionClient {
        @Override
        public ClientId id() {
            return place.client();
        }

        @Override
        public ClientName name() {
            return place.name();
        }

        @Override
        public Volume vaultFolder() throws IOException {
            return Volume.on(place.folder());
        }

        @Override
        public Rights rights() {
            return Rights.FULL;
        }

        @Override
        public boolean noteMachine(Bytes machine) {
            return false;
        }

        @Override
        public void noteVault(VaultId vault) {}

        @Override
        public void keep(RunReport report, Bytes sealedLog) {}
    }
}
