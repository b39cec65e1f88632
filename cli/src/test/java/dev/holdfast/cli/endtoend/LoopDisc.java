package dev.holdfast.cli.endtoend;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.platform.process.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A real file system, in a file beside the folder that it is mounted on until this is closed.
 *
 * @param point where it is mounted
 */
public record LoopDisc(Path point) implements AutoCloseable {
    /**
     * Makes and mounts one; skips the test where that cannot be done.
     *
     * @param size as truncate understands it
     * @param mkfs how it is made, without the name of the image
     */
    public static LoopDisc mount(Path point, String size, String mkfs) throws IOException {
        assumeTrue(Program.isRoot(), "only root mounts file systems");
        Files.createDirectories(point);
        String script =
                ("truncate -s %1$s '%3$s.img'; %2$s '%3$s.img' >/dev/null;"
                                + " mount -o loop '%3$s.img' '%3$s'")
                        .formatted(size, mkfs, point);
        CommandResult mounted = Program.run(Map.of(), "sh", "-euc", script);
        assumeTrue(mounted.exitCode() == 0, "no loop device can be mounted here");
        return new LoopDisc(point);
    }

    /** One that is never on any disc. */
    public static LoopDisc inMemory(Path point, String size) throws IOException {
        Program.shell("mount -t tmpfs -o size=%s none '%s'".formatted(size, point));
        return new LoopDisc(point);
    }

    /** What still has a file open there keeps nobody from tidying up. */
    @Override
    public void close() throws IOException {
        Program.shell("umount '%1$s' || umount -l '%1$s'".formatted(point));
    }
}
