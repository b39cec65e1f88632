package dev.holdfast.codec.key;

import dev.holdfast.model.VaultId;
import java.util.List;
import javax.crypto.SecretKey;

/**
 * All that writing needs, and nothing that reads what was written.
 *
 * @param vault whose keys these are
 * @param objectIds HMAC of object ids
 * @param write mixed into every wrap of a content key
 * @param recipients who may read: the vault first, then escrow keys
 * @param chunker seeds the gear table
 * @param slices HMAC of slice digests
 * @param parts HMAC that cuts large directories and lists
 * @param cache AES-256: seals the client's local cache
 */
public record SealingKeys(
        VaultId vault,
        SecretKey objectIds,
        SecretKey write,
        List<Recipient> recipients,
        SecretKey chunker,
        SecretKey slices,
        SecretKey parts,
        SecretKey cache) {
    public SealingKeys {
        recipients = List.copyOf(recipients);
    }

    /** Never the secrets. */
    @Override
    public String toString() {
        return "sealing keys of vault " + vault;
    }
}
