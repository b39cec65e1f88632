package dev.holdfast.filesystem.recreate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.platform.linux.ThisProcess;
import dev.holdfast.platform.process.Command;
import dev.holdfast.platform.process.CommandResult;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;

/** A real file system in a file, mounted for as long as this is open. Needs root. */
public final class LoopFileSystem implements AutoCloseable {
    private static final CommandResult.Limits LIMITS =
            new CommandResult.Limits(1 << 20, Duration.ofMinutes(2));

    /** All three kinds that are tested take this much, and none much less. */
    private static final long SIZE = 512L << 20;

    private final Path image;
    private final Path point;

    private LoopFileSystem(Path image, Path point) {
        this.image = image;
        this.point = point;
    }

    public static LoopFileSystem mount(String type, Path folder) throws IOException {
        Assumptions.assumeTrue(ThisProcess.user() == 0, "needs root");
        Path image = imageIn(folder);
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(SIZE);
        }
        run("mkfs." + type, image.toString());
        return remount(folder);
    }

    private static Path imageIn(Path folder) {
        return folder.resolve("image");
    }

    /** Mounts what lies in a folder already. */
    static LoopFileSystem remount(Path folder) throws IOException {
        Path image = imageIn(folder);
        Path point = Files.createDirectory(folder.resolve("mounted"));
        run("mount", "-o", "loop", image.toString(), point.toString());
        return new LoopFileSystem(image, point);
    }

    /** The top directory of the mounted file system. */
    public Path point() {
        return point;
    }

    /** The file that it lies in. */
    Path image() {
        return image;
    }

    /** The UUID, as blkid finds it in the image. */
    String uuid() throws IOException {
        return run("blkid", "-p", "-s", "UUID", "-o", "value", image.toString()).strip();
    }

    public static String run(String... command) throws IOException {
        CommandResult result = CommandResult.of(Command.of(command), LIMITS);
        assertThat(result.exitCode()).as("%s", result.errors()).isZero();
        return result.output();
    }

    @Override
    public void close() throws IOException {
        run("umount", point.toString());
    }
}
