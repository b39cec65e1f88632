package dev.holdfast.filesystem.capture;

import static dev.holdfast.filesystem.capture.SourceDirectoryTest.found;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.filesystem.capture.SourceFile.Run;
import dev.holdfast.filesystem.recreate.LoopFileSystem;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.RawName;
import dev.holdfast.platform.linux.Content;
import dev.holdfast.platform.linux.Descriptor;
import dev.holdfast.platform.linux.OpenMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a real file system: one in memory has everything in the cache for good. */
class PageCacheTest {
    private static final RawName NAME = RawName.of("file");
    private static final int PAGE = 4096;
    private static final int LARGE = (11 << 20) + 5;

    private final CaptureBuffers buffers = new CaptureBuffers();

    @TempDir Path place;
    private LoopFileSystem disc;
    private Path path;

    @BeforeEach
    void mount() throws IOException {
        disc = LoopFileSystem.mount("ext4", place);
        path = disc.point().resolve("file");
    }

    @AfterEach
    void unmount() throws IOException {
        disc.close();
    }

    /** Only on the disc. */
    private void make(int length) throws IOException {
        Files.write(path, new byte[length]);
        try (Descriptor file = opened()) {
            Content.sync(file);
            Content.advise(file, 0, 0, Content.Advice.DONT_NEED);
        }
        assertThat(cachedPages()).isZero();
    }

    private Descriptor opened() throws IOException {
        return Descriptor.openPath(Bytes.utf8(path.toString()).toArray(), OpenMode.READ);
    }

    private SourceFile source() throws IOException {
        try (SourceDirectory directory =
                found(SourceDirectory.open(Bytes.utf8(disc.point().toString()).toArray()))) {
            return found(directory.openFile(NAME, found(directory.status(NAME))));
        }
    }

    /** How many of the file's pages are in the cache. */
    private int cachedPages() throws IOException {
        String pages =
                LoopFileSystem.run("fincore", "--noheadings", "-o", "PAGES", path.toString());
        return Integer.parseInt(pages.strip());
    }

    private void read(SourceFile file) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(8 << 20);
        while (found(file.read(buffer.clear(), buffers)) instanceof Run.Data) {
            // Goes on.
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 60_000, 1 << 20, LARGE})
    void whatWasNotCachedIsNotCachedAfterItWasRead(int length) throws IOException {
        make(length);
        try (SourceFile file = source()) {
            read(file);
        }
        assertThat(cachedPages()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 60_000, LARGE})
    void whatWasCachedStays(int length) throws IOException {
        make(length);
        int pages = (length + PAGE - 1) / PAGE;
        Files.readAllBytes(path);
        assertThat(cachedPages()).isEqualTo(pages);
        try (SourceFile file = source()) {
            read(file);
        }
        assertThat(cachedPages()).isEqualTo(pages);
    }

    @Test
    void noMoreThanAFewMebibytesAreCachedAtATime() throws IOException {
        make(LARGE);
        try (SourceFile file = source()) {
            ByteBuffer buffer = ByteBuffer.allocate(1 << 20);
            while (found(file.read(buffer.clear(), buffers)) instanceof Run.Data) {
                assertThat(cachedPages()).isLessThanOrEqualTo((6 << 20) / PAGE);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 60_000, LARGE})
    void whatSomebodyBroughtForTheReaderIsDroppedToo(int length) throws IOException {
        make(length);
        try (SourceFile ahead = source();
                SourceFile file = source()) {
            long brought = found(ahead.bring());
            assertThat(brought).isPositive().isLessThanOrEqualTo(length);
            file.brought(brought);
            read(file);
        }
        assertThat(cachedPages()).isZero();
    }

    @Test
    void whatIsCachedNeedsNotBeBrought() throws IOException {
        make(10);
        Files.readAllBytes(path);
        try (SourceFile ahead = source()) {
            assertThat(found(ahead.bring())).isZero();
        }
    }
}
