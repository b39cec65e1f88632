package dev.holdfast.filesystem.recreate;

import static dev.holdfast.filesystem.recreate.TreeCopy.found;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.filesystem.capture.SourceDirectory;
import dev.holdfast.model.RawName;
import dev.holdfast.model.tree.Metadata;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies on the disc of a machine that loses power while it restores. */
class PowerCutTest {
    private static final int PIECE = 4096;
    private static final int SIZE = 1 << 20;

    @TempDir private Path folder;

    @Test
    void aFileWithHolesDoesNotLookWholeBeforeItsContentIsOnTheDisc() throws IOException {
        byte[] piece = new byte[PIECE];
        Arrays.fill(piece, (byte) 7);
        try (LoopFileSystem disc = LoopFileSystem.mount("ext4", folder)) {
            restoreSparse(disc.point(), ByteBuffer.wrap(piece));
            commitJournal(disc.point());
            Path cut = Files.createDirectory(folder.resolve("cut"));
            LoopFileSystem.run(
                    "cp", "--sparse=always", disc.image() + "", cut.resolve("image") + "");
            try (LoopFileSystem after = LoopFileSystem.remount(cut)) {
                byte[] content = Files.readAllBytes(after.point().resolve("sparse"));
                assertThat(content).hasSize(SIZE);
                assertThat(Arrays.copyOf(content, PIECE)).isEqualTo(piece);
            }
        }
    }

    private static void restoreSparse(Path point, ByteBuffer piece) throws IOException {
        Recreation recreation = new Recreation(Recreation.Existing.REPLACE, new Shortfalls());
        try (TargetDirectory target = recreation.open(point.toString().getBytes(UTF_8));
                TargetFile file = made(target.file(RawName.of("sparse"), metadata(point)))) {
            file.write(0, piece);
            assertThat(file.finish(SIZE)).isInstanceOf(Recreated.Made.class);
        }
    }

    private static Metadata metadata(Path point) throws IOException {
        try (SourceDirectory any = found(SourceDirectory.open(point.toString().getBytes(UTF_8)))) {
            return found(any.describe()).metadata();
        }
    }

    private static <T> T made(Recreated<T> recreated) {
        if (recreated instanceof Recreated.Made<T>(T value)) {
            return value;
        }
        throw new AssertionError(recreated.toString());
    }

    /** The kernel writes down what it knows of all files, but the content of this one only. */
    private static void commitJournal(Path point) throws IOException {
        try (FileChannel other =
                FileChannel.open(
                        point.resolve("other"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE)) {
            other.write(ByteBuffer.wrap(new byte[1]));
            other.force(true);
        }
    }
}
