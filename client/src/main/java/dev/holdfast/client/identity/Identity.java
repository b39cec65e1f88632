package dev.holdfast.client.identity;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.ClientId;
import dev.holdfast.model.ClientName;
import dev.holdfast.model.VaultId;
import dev.holdfast.protocol.invite.ServerAddress;
import java.util.Optional;

/**
 * Who a client is to one vault. It is written when all is set up, so it is the proof of that.
 *
 * @param vault the one that its keys belong to
 * @param machine the hash of the machine that it was set up on, {@link Machine#HASH_SIZE} bytes
 * @param server absent when the vault is a folder of this machine
 */
public record Identity(
        ClientId client,
        ClientName name,
        VaultId vault,
        Bytes machine,
        Optional<ServerAddress> server) {
    public Identity {
        if (machine.length() != Machine.HASH_SIZE) {
            throw new IllegalArgumentException(
                    "machine hash of %d bytes".formatted(machine.length()));
        }
    }
}
