package dev.holdfast.platform.mount;

import dev.holdfast.platform.linux.Descriptor;
import dev.holdfast.platform.linux.DirectoryReader;
import dev.holdfast.platform.linux.Errno;
import dev.holdfast.platform.linux.ErrnoException;
import dev.holdfast.platform.linux.FileType;
import dev.holdfast.platform.linux.OpenMode;
import dev.holdfast.platform.linux.Stat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Which block device holds the file system of which UUID, as udev found out: for kernels that do
 * not tell the UUID themselves.
 */
public final class DiskUuids {
    private static final byte[] FOLDER = "/dev/disk/by-uuid".getBytes(StandardCharsets.US_ASCII);

    private DiskUuids() {}

    /** The UUIDs by device; none where udev does not run. */
    public static Map<Stat.Device, String> read() throws IOException {
        try (Descriptor folder = Descriptor.openPath(FOLDER, OpenMode.READ.directory())) {
            return read(folder);
        } catch (ErrnoException e) {
            if (e.errno() == Errno.ENOENT) {
                return Map.of();
            }
            throw e;
        }
    }

    /** From a folder of links, named by UUID, to devices. A link that leads nowhere counts not. */
    static Map<Stat.Device, String> read(Descriptor folder) throws IOException {
        Map<Stat.Device, String> uuids = new HashMap<>();
        new DirectoryReader().read(folder, (name, type, inode) -> add(folder, name, uuids));
        return Map.copyOf(uuids);
    }

    private static void add(Descriptor folder, byte[] name, Map<Stat.Device, String> uuids)
            throws IOException {
        try (Descriptor device = folder.open(name, OpenMode.FIND.followLinks())) {
            Stat stat = Stat.of(device);
            if (stat.type() == FileType.BLOCK_DEVICE) {
                uuids.put(stat.special(), new String(name, StandardCharsets.UTF_8));
            }
        } catch (ErrnoException e) {
            if (e.errno() != Errno.ENOENT) {
                throw e;
            }
        }
    }
}
