package dev.holdfast.codec.key;

import dev.holdfast.model.VaultId;
import java.util.List;
import javax.crypto.SecretKey;

/**
 * All that reading needs.
 *
 * @param vault whose keys these are
 * @param objectIds HMAC of object ids
 * @param write mixed into every wrap of a content key: proves that a writer made it
 * @param readKeys one for each epoch
 */
public record OpeningKeys(
        VaultId vault, SecretKey objectIds, SecretKey write, List<ReadKey> readKeys) {
    public OpeningKeys {
        readKeys = List.copyOf(readKeys);
    }

    /** Never the secrets. */
    @Override
    public String toString() {
        return "opening keys of vault " + vault;
    }
}
