package dev.holdfast.server.client;

import dev.holdfast.model.ClientId;
import dev.holdfast.model.ClientName;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.Printable;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.platform.durable.VolumeLock;
import dev.holdfast.server.json.Json;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The clients of a server, each a file {@code registry/CLIENT-ID.json}. A file that cannot be read
 * is named and left alone, and hides no other.
 */
public final class Registry {
    private static final String FOLDER = "registry";
    private static final String SUFFIX = ".json";
    private static final String LOCK = "lock";

    private final Volume root;

    /**
     * @param root the server's folder
     */
    public Registry(Volume root) {
        this.root = root;
    }

    /**
     * All clients, ordered by name.
     *
     * @param damaged a sentence for each file that cannot be read
     */
    public record Listing(List<Client> clients, List<String> damaged) {
        public Listing {
            clients = List.copyOf(clients);
            damaged = List.copyOf(damaged);
        }

        public Optional<Client> find(ClientName name) {
            return clients.stream().filter(client -> client.name().equals(name)).findFirst();
        }
    }

    /**
     * Held while registry, invitations or keys change, by this or any other process. Not to be
     * taken again by who holds it.
     */
    public VolumeLock lock() throws IOException {
        return root.lock(LOCK);
    }

    public Listing list() throws IOException {
        List<Client> clients = new ArrayList<>();
        List<String> damaged = new ArrayList<>();
        for (String name : root.list(FOLDER)) {
            if (name.endsWith(SUFFIX)) {
                try {
                    clients.add(read(FOLDER + "/" + name));
                } catch (MalformedException unreadable) {
                    damaged.add(unreadable.getMessage());
                }
            }
        }
        clients.sort((a, b) -> a.name().value().compareTo(b.name().value()));
        return new Listing(clients, damaged);
    }

    /**
     * One client, or none if it was never enrolled here.
     *
     * @throws MalformedException if its file is damaged
     */
    public Optional<Client> find(ClientId id) throws IOException {
        try {
            return Optional.of(read(file(id)));
        } catch (NoSuchFileException unknown) {
            return Optional.empty();
        }
    }

    /**
     * Writes a client as it now is. Only by who holds the lock.
     *
     * @throws IOException if another client has the name
     */
    public void write(Client client) throws IOException {
        Optional<Client> holder = list().find(client.name());
        if (holder.isPresent() && !holder.get().id().equals(client.id())) {
            throw new IOException(
                    "cannot call a client %s: that is the name of client %s"
                            .formatted(client.name(), holder.get().id()));
        }
        root.makeDirectory(FOLDER);
        root.replace(file(client.id()), ClientFormat.bytes(client));
    }

    /** Changes one client. Not by who holds the lock: it is taken here. */
    public void change(ClientId id, UnaryOperator<Client> change) throws IOException {
        try (VolumeLock _ = lock()) {
            Client before = find(id).orElseThrow(() -> new IOException("there is no client " + id));
            Client after = change.apply(before);
            if (!after.equals(before)) {
                write(after);
            }
        }
    }

    /** Forgets that there ever was such a client. Only by who holds the lock. */
    public void delete(ClientId id) throws IOException {
        root.delete(file(id));
    }

    private Client read(String file) throws IOException {
        byte[] bytes = root.readAll(file, Json.LENGTH_MAX);
        try {
            Client client = ClientFormat.read(bytes);
            if (!file.equals(file(client.id()))) {
                throw new MalformedException("it is that of client " + client.id());
            }
            return client;
        } catch (MalformedException damaged) {
            throw new MalformedException(
                    "cannot read %s: %s".formatted(Printable.of(file), damaged.getMessage()),
                    damaged);
        }
    }

    private static String file(ClientId id) {
        return FOLDER + "/" + id + SUFFIX;
    }
}
