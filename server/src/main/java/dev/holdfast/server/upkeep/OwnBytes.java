package dev.holdfast.server.upkeep;

import dev.holdfast.platform.linux.Descriptor;
import dev.holdfast.platform.linux.ErrnoException;
import dev.holdfast.platform.linux.OpenMode;
import dev.holdfast.platform.linux.Stat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Counts the bytes that a folder takes on its file system, holes left out. */
final class OwnBytes {
    private static final int BLOCK = 512;

    private OwnBytes() {}

    static long of(Path folder) throws IOException {
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
            bytes += of(each);
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
