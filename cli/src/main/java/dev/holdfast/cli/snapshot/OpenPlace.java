package dev.holdfast.cli.snapshot;

import dev.holdfast.cli.access.VaultOpening;
import dev.holdfast.cli.access.VaultOptions;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.client.vault.VaultConnection;
import dev.holdfast.model.RawPath;
import dev.holdfast.model.tree.Entry;
import dev.holdfast.model.tree.Root;
import java.io.IOException;
import java.util.Optional;

/**
 * A path in a snapshot, found, and the connection to read what is there.
 *
 * @param entry empty for the root directory
 */
public record OpenPlace(VaultConnection connection, Root root, RawPath path, Optional<Entry> entry)
        implements AutoCloseable {

    /**
     * @param place as it was typed, such as {@code 12:/etc/hosts}
     * @throws IOException if it is no place, or not there
     */
    public static OpenPlace of(Surroundings around, VaultOptions vault, String place)
            throws IOException {
        SnapshotPlace wanted = SnapshotPlace.parse(place);
        VaultConnection connection =
                new VaultOpening(around, vault).open(VaultOpening.Purpose.READ).connect();
        try {
            return find(connection, wanted);
        } catch (IOException | RuntimeException failure) {
            connection.close();
            throw failure;
        }
    }

    private static OpenPlace find(VaultConnection connection, SnapshotPlace wanted)
            throws IOException {
        Root root = OpenSnapshot.of(connection, wanted.snapshot()).root();
        RawPath path = wanted.path();
        Optional<Entry> entry = connection.trees().find(root, path);
        if (entry.isEmpty() && !path.names().isEmpty()) {
            throw new IOException("%s is not in that snapshot".formatted(path));
        }
        return new OpenPlace(connection, root, path, entry);
    }

    @Override
    public void close() {
        connection.close();
    }
}
