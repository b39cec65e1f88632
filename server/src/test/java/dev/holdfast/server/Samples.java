package dev.holdfast.server;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.ClientId;
import dev.holdfast.model.ClientName;
import dev.holdfast.protocol.invite.Invitation.Rights;
import dev.holdfast.protocol.message.Message;
import dev.holdfast.protocol.ssh.Ed25519Key;
import dev.holdfast.protocol.ssh.PublicKeyLine;
import dev.holdfast.server.client.Client;
import dev.holdfast.server.client.ClientKey;
import dev.holdfast.server.client.Standing;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** Keys, machines and clients that differ by a number. */
public final class Samples {
    public static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

    private Samples() {}

    public static PublicKeyLine key(int number) {
        byte[] seed = new byte[Ed25519Key.SEED_SIZE];
        Arrays.fill(seed, (byte) number);
        return Ed25519Key.fromSeed(seed).publicKey();
    }

    public static Bytes machine(int number) {
        byte[] hash = new byte[Message.MACHINE_SIZE];
        Arrays.fill(hash, (byte) number);
        return Bytes.copyOf(hash);
    }

    public static ClientId id(int number) {
        return new ClientId(new UUID(0, number));
    }

    public static ClientKey fullKey(int number) {
        return new ClientKey(key(number), Rights.FULL, NOW, machine(number));
    }

    public static ClientKey restoreKey(int number) {
        return new ClientKey(key(number), Rights.RESTORE_ONLY, NOW, machine(number));
    }

    public static Client client(int number, String name, ClientKey... keys) {
        return new Client(
                id(number),
                new ClientName(name),
                NOW,
                Optional.of(machine(number)),
                Optional.empty(),
                OptionalLong.empty(),
                List.of(keys),
                Standing.USUAL);
    }
}
