package dev.holdfast.server.life;

import dev.holdfast.model.ClientId;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.platform.durable.VolumeLock;
import dev.holdfast.server.log.SessionLog;
import dev.holdfast.server.report.Reports;
import dev.holdfast.server.slots.Slots;
import dev.holdfast.server.upkeep.Upkeep;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * All that a client has on a server: its vault, its reports, its log. A vault first loses its name,
 * at once and for good; what then is left of it is deleted file by file.
 */
final class Belongings {
    private static final String VAULTS = "vaults";
    private static final String GOING = ".gone";

    private final Path root;
    private final Volume volume;
    private final ClientId client;

    /**
     * @param root the server's folder
     */
    Belongings(Path root, ClientId client) throws IOException {
        this.root = root;
        this.volume = Volume.on(root);
        this.client = client;
    }

    private String vault() {
        return VAULTS + "/" + client;
    }

    boolean isAnyHeld() throws IOException {
        return volume.list(vault() + "/marks").stream().anyMatch(mark -> mark.endsWith(".held"));
    }

    /** Nothing is left on return. To be done again if it fails. */
    void delete() throws IOException {
        Path going = root.resolve(vault() + GOING);
        deleteTree(going);
        try (VolumeLock _ = Upkeep.pause(volume)) {
            if (volume.exists(vault())) {
                volume.rename(vault(), vault() + GOING);
                volume.syncDirectory(VAULTS);
            }
        }
        deleteTree(going);
        new Reports(volume).forget(client);
        SessionLog.forget(volume, client);
        Slots.forget(volume, client.toString());
    }

    /** Deletes what is left of vaults that lost their names. */
    static void deleteRemains(Path root) throws IOException {
        for (String name : Volume.on(root).list(VAULTS)) {
            if (name.endsWith(GOING)) {
                deleteTree(root.resolve(VAULTS).resolve(name));
            }
        }
    }

    private static void deleteTree(Path top) throws IOException {
        if (!Files.exists(top)) {
            return;
        }
        Files.walkFileTree(
                top,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path directory, @Nullable IOException failure) throws IOException {
                        if (failure != null) {
                            throw failure;
                        }
                        Files.delete(directory);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
