package dev.holdfast.store.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.platform.durable.Volume;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real file system of its own, on a loop device; only where root may mount one. */
final class LoopDisc implements AutoCloseable {
    private final Path mountPoint;

    private LoopDisc(Path mountPoint) {
        this.mountPoint = mountPoint;
    }

    /**
     * @param mkfs the command that makes it, without the image
     */
    static LoopDisc mount(Path folder, String mkfs, int megabytes) throws IOException {
        assumeTrue(run("test $(id -u) = 0"), "only root mounts file systems");
        Path mountPoint = Files.createDirectories(folder.resolve("disc"));
        String image = folder.resolve("image").toString();
        String script =
                "truncate -s %dM '%s' && %s '%s' && mount -o loop '%s' '%s'"
                        .formatted(megabytes, image, mkfs, image, image, mountPoint);
        assumeTrue(run(script), "no loop device can be mounted here");
        return new LoopDisc(mountPoint);
    }

    private static boolean run(String script) throws IOException {
        Process process =
                new ProcessBuilder("sh", "-c", script)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            return process.waitFor() == 0;
        } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
        }
    }

    Volume volume() throws IOException {
        return Volume.on(Files.createDirectories(mountPoint.resolve("vault")));
    }

    /** Writes to a file beside the vault until not one byte more fits. */
    void fill() throws IOException {
        try (OutputStream file = Files.newOutputStream(mountPoint.resolve("filler"))) {
            for (int size = 1 << 20; size > 0; size /= 16) {
                writeUntilFull(file, size);
            }
        }
        try {
            Volume.on(mountPoint).syncAll();
        } catch (IOException full) {
            // As wanted.
        }
    }

    private static void writeUntilFull(OutputStream file, int size) {
        byte[] bytes = new byte[size];
        try {
            while (true) {
                file.write(bytes);
                file.flush();
            }
        } catch (IOException full) {
            // As wanted.
        }
    }

    /** Makes empty files beside the vault until not one more can be made. */
    void takeAllInodes() throws IOException {
        Path many = mountPoint.resolve("many");
        int made = 0;
        try {
            Files.createDirectory(many);
            while (true) {
                Files.createFile(many.resolve("" + made));
                made++;
            }
        } catch (IOException full) {
            assertThat(made).isLessThan(100_000);
        }
    }

    long usable() throws IOException {
        return Files.getFileStore(mountPoint).getUsableSpace();
    }

    @Override
    public void close() throws IOException {
        assertThat(run("umount '%s' || umount -l '%s'".formatted(mountPoint, mountPoint))).isTrue();
    }
}
