package dev.holdfast.server.upkeep;

import dev.holdfast.model.MalformedException;
import dev.holdfast.platform.durable.DiscFullException;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.platform.linux.Descriptor;
import dev.holdfast.platform.linux.ErrnoException;
import dev.holdfast.platform.linux.OpenMode;
import dev.holdfast.platform.linux.Stat;
import dev.holdfast.server.json.Json;
import dev.holdfast.store.vault.Vault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Counts the bytes that a vault takes on its file system, holes left out. To count is to look at
 * every file, so what was counted is remembered in the vault, {@code bytes.json}, as long as nobody
 * writes to it: on a server of many only those that are written to are counted.
 */
final class OwnBytes {
    private static final String REMEMBERED = "bytes.json";
    private static final int BLOCK = 512;

    private OwnBytes() {}

    /** As remembered, or else counted. */
    static long of(Path vault) throws IOException {
        Optional<Volume> volume = volume(vault);
        if (volume.isPresent() && !Vault.isWrittenTo(volume.get())) {
            OptionalLong remembered = remembered(volume.get());
            if (remembered.isPresent()) {
                return remembered.getAsLong();
            }
        }
        return count(vault);
    }

    private static Optional<Volume> volume(Path vault) throws IOException {
        try {
            return Optional.of(Volume.on(vault));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    private static OptionalLong remembered(Volume vault) throws IOException {
        try {
            byte[] bytes = vault.readAll(REMEMBERED, Json.LENGTH_MAX);
            return OptionalLong.of(Json.read(bytes, json -> json.integer("bytes")));
        } catch (NoSuchFileException | MalformedException none) {
            return OptionalLong.empty();
        }
    }

    /** Somebody begins to write: what was counted holds no more. Needs no room. */
    static void forget(Path vault) throws IOException {
        Optional<Volume> volume = volume(vault);
        if (volume.isPresent()) {
            volume.get().delete(REMEMBERED);
        }
    }

    /** Counts, and remembers if nobody writes and there is room even for that. */
    static long remember(Path vault) throws IOException {
        long bytes = count(vault);
        Optional<Volume> volume = volume(vault);
        if (volume.isPresent() && !Vault.isWrittenTo(volume.get())) {
            try {
                byte[] file = Json.file(json -> json.writeNumberField("bytes", bytes));
                volume.get().replace(REMEMBERED, file);
            } catch (DiscFullException full) {
                forget(vault);
            }
        }
        return bytes;
    }

    private static long count(Path folder) throws IOException {
        List<Path> below = new ArrayList<>();
        long bytes = 0;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder);
                Descriptor directory =
                        Descriptor.openPath(
                                folder.toString().getBytes(StandardCharsets.UTF_8),
                                OpenMode.READ.directory())) {
            for (Path entry : entries) {
                bytes += blocks(directory, entry) * BLOCK;
                if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    below.add(entry);
                }
            }
        } catch (NoSuchFileException none) {
            return 0;
        }
        for (Path each : below) {
            bytes += count(each);
        }
        return bytes;
    }

    /** A file that went away since it was listed takes nothing. */
    private static long blocks(Descriptor directory, Path entry) {
        try {
            byte[] name = entry.getFileName().toString().getBytes(StandardCharsets.UTF_8);
            return Stat.of(directory, name).blocks();
        } catch (ErrnoException gone) {
            return 0;
        }
    }
}
