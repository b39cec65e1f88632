package dev.holdfast.platform.mount;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is mounted, in the kernel's order: a later mount at the same point hides an earlier one. */
public record MountTable(List<Mount> mounts) {
    private static final Path KERNEL_TABLE = Path.of("/proc/self/mountinfo");

    public MountTable {
        mounts = List.copyOf(mounts);
    }

    /** What is mounted now, as this process sees it. */
    public static MountTable read() throws IOException {
        return parse(Files.readAllBytes(KERNEL_TABLE));
    }

    /** Reads the text of {@code /proc/self/mountinfo}. */
    public static MountTable parse(byte[] table) throws IOException {
        List<Mount> mounts = new ArrayList<>();
        for (String line : new String(table, StandardCharsets.ISO_8859_1).split("\n", -1)) {
            if (!line.isEmpty()) {
                mounts.add(new Mount(new MountLine(line)));
            }
        }
        return new MountTable(mounts);
    }

    /** The mount with this id, as {@code Stat.mountId} tells it. */
    public Optional<Mount> byId(long id) {
        return mounts.stream().filter(mount -> mount.id() == id).findFirst();
    }
}
