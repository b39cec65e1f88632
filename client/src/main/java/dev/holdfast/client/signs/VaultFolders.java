package dev.holdfast.client.signs;

import dev.holdfast.filesystem.capture.SourceDirectory.Listing;
import dev.holdfast.model.RawName;
import java.util.Set;

/** Tells the folder of a vault, which is never saved: it would grow with each backup of itself. */
final class VaultFolders {
    /** What every vault holds. */
    private static final Set<RawName> NAMES =
            Set.of(RawName.of("vault.cbor"), RawName.of("data"), RawName.of("meta"));

    /** No vault holds as many, and few other folders so few. */
    private static final int NAMES_MAX = 100;

    private VaultFolders() {}

    static boolean isOne(Listing listing) {
        return listing.names().size() < NAMES_MAX && listing.names().containsAll(NAMES);
    }
}
