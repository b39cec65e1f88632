package dev.holdfast.platform.mount;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.platform.linux.Descriptor;
import dev.holdfast.platform.linux.FileType;
import dev.holdfast.platform.linux.Names;
import dev.holdfast.platform.linux.OpenMode;
import dev.holdfast.platform.linux.Stat;
import dev.holdfast.platform.linux.ThisProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskUuidsTest {
    @TempDir Path place;

    @Test
    void linksToBlockDevicesAreReadAndOthersAreNot() throws IOException {
        Assumptions.assumeTrue(ThisProcess.user() == 0, "needs root");
        Stat.Device device = new Stat.Device(259, 7);
        byte[] path = place.toString().getBytes(UTF_8);
        try (Descriptor folder = Descriptor.openPath(path, OpenMode.READ.directory())) {
            int mode = FileType.BLOCK_DEVICE.modeBits() | 0600;
            Names.makeSymlink(folder, bytes("gone"), bytes("nothing"));
            Names.makeSymlink(folder, bytes("odd"), bytes("."));
            Names.makeDirectory(folder, bytes("real"), 0700);
            try (Descriptor real = folder.open(bytes("real"), OpenMode.READ.directory())) {
                Names.makeNode(real, bytes("sda"), mode, device);
            }
            Names.makeSymlink(folder, bytes("d38a"), bytes("real/sda"));
            assertThat(DiskUuids.read(folder)).isEqualTo(Map.of(device, "d38a"));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
