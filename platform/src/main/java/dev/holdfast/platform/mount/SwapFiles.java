package dev.holdfast.platform.mount;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files that the kernel swaps to: as large as they are, and worth nothing after a start. */
public final class SwapFiles {
    private static final Path KERNEL_TABLE = Path.of("/proc/swaps");
    private static final int FIELD_PATH = 0;
    private static final int FIELD_TYPE = 1;

    private SwapFiles() {}

    /** Absolute paths of those in use now; none on a kernel that does not swap. */
    public static List<byte[]> read() throws IOException {
        try {
            return parse(Files.readAllBytes(KERNEL_TABLE));
        } catch (NoSuchFileException noSwap) {
            return List.of();
        }
    }

    /** Reads the text of {@code /proc/swaps}: path, type and more a line, below a heading. */
    static List<byte[]> parse(byte[] table) {
        List<byte[]> files = new ArrayList<>();
        for (String line : new String(table, StandardCharsets.ISO_8859_1).split("\n", -1)) {
            String[] fields = line.split("[ \t]+", -1);
            if (fields.length > FIELD_TYPE
                    && fields[FIELD_TYPE].equals("file")
                    && fields[FIELD_PATH].startsWith("/")) {
                files.add(MountLine.plain(fields[FIELD_PATH]));
            }
        }
        return files;
    }
}
