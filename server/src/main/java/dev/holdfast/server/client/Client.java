package dev.holdfast.server.client;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.ClientId;
import dev.holdfast.model.ClientName;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.VaultId;
import dev.holdfast.protocol.invite.Invitation.Rights;
import dev.holdfast.protocol.ssh.PublicKeyLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A machine that is backed up here.
 *
 * @param machine the hash that the machine gave when it last backed up
 * @param vault known once the client has begun its first backup
 * @param expected bytes that its first backup may bring, if somebody said so
 * @param standing what an administrator decided about it
 */
public record Client(
        ClientId id,
        ClientName name,
        Instant created,
        Optional<Bytes> machine,
        Optional<VaultId> vault,
        OptionalLong expected,
        List<ClientKey> keys,
        Standing standing) {

    /** One machine, and as many rescues as anybody could have open at once. */
    public static final int KEYS_MAX = 16;

    public Client {
        keys = List.copyOf(keys);
        if (keys.size() > KEYS_MAX) {
            throw new IllegalArgumentException(
                    "client %s has more than %d keys".formatted(name, KEYS_MAX));
        }
    }

    /** One that has just enrolled. */
    public static Client enrolled(ClientId id, ClientName name, ClientKey key) {
        Optional<Bytes> machine = Optional.of(key.machine());
        return new Client(
                id,
                name,
                key.enrolled(),
                machine,
                Optional.empty(),
                OptionalLong.empty(),
                List.of(key),
                Standing.USUAL);
    }

    /** The client as the bytes of its file in the registry, to be taken along. */
    public byte[] encode() {
        return ClientFormat.bytes(this);
    }

    /**
     * @throws MalformedException if the bytes are no client's file, or one of a later version
     */
    public static Client decode(byte[] file) throws MalformedException {
        return ClientFormat.read(file);
    }

    /** Whether any of its keys is good for that. */
    public boolean hasKeyFor(Rights rights) {
        return keys.stream().anyMatch(key -> key.rights() == rights);
    }

    public boolean has(PublicKeyLine key) {
        return rightsOf(key).isPresent();
    }

    /** What one of the client's keys is good for; empty if the key is not one of them. */
    public Optional<Rights> rightsOf(PublicKeyLine key) {
        return keys.stream()
                .filter(each -> each.key().equals(key))
                .map(ClientKey::rights)
                .findFirst();
    }

    /**
     * The client with one more key. A client is one machine: a full key takes the place of the full
     * key before it. A key that may only read leaves the others as they are, only of too many
     * rescues the oldest gives way.
     */
    public Client with(ClientKey key) {
        List<ClientKey> kept = new ArrayList<>();
        for (ClientKey each : keys) {
            boolean replaced = key.rights() == Rights.FULL && each.rights() == Rights.FULL;
            if (!replaced && !each.key().equals(key.key())) {
                kept.add(each);
            }
        }
        if (kept.size() == KEYS_MAX) {
            kept.remove(oldestRescue(kept));
        }
        kept.add(key);
        return new Client(id, name, created, machine, vault, expected, kept, standing);
    }

    private static ClientKey oldestRescue(List<ClientKey> keys) {
        return keys.stream()
                .filter(key -> key.rights() == Rights.RESTORE_ONLY)
                .min(Comparator.comparing(ClientKey::enrolled))
                .orElseThrow();
    }

    /** The client of whose first backup somebody said how much it will bring. */
    public Client expecting(OptionalLong bytes) {
        return new Client(id, name, created, machine, vault, bytes, keys, standing);
    }

    public Client withVault(VaultId known) {
        return new Client(id, name, created, machine, Optional.of(known), expected, keys, standing);
    }

    public Client withMachine(Bytes seen) {
        return new Client(id, name, created, Optional.of(seen), vault, expected, keys, standing);
    }

    /** The client to which whichever machine comes next with its key belongs. */
    public Client withoutMachine() {
        return new Client(id, name, created, Optional.empty(), vault, expected, keys, standing);
    }

    /** The client that nobody can be any more. */
    public Client withoutKeys() {
        return new Client(id, name, created, machine, vault, expected, List.of(), standing);
    }

    public Client called(ClientName other) {
        return new Client(id, other, created, machine, vault, expected, keys, standing);
    }

    public Client standing(Standing decided) {
        return new Client(id, name, created, machine, vault, expected, keys, decided);
    }
}
