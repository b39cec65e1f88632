package dev.holdfast.cli.rough;

import dev.holdfast.cli.endtoend.Program;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;

/** A folder with many small files, some large ones and links, of which a little changes. */
final class ChangingTree {
    private static final int SMALL_SIZE_MAX = 16_000;
    private static final int FOLDERS = 40;

    private final Path folder;
    private final Random random;
    private final Sizes sizes;
    private int changes;
    private long bytes;

    private ChangingTree(Path folder, Random random, Sizes sizes) {
        this.folder = folder;
        this.random = random;
        this.sizes = sizes;
    }

    /**
     * @param largeSize in bytes, of each large file
     */
    record Sizes(int smallFiles, int largeFiles, int largeSize) {
        /** About 60 MB. */
        static final Sizes USUAL = new Sizes(2_500, 6, 6 << 20);

        /** About 20 MB, for a test that must be quick. */
        static final Sizes LITTLE = new Sizes(800, 3, 5 << 20);
    }

    static ChangingTree make(Path folder, Random random, Sizes sizes) throws IOException {
        ChangingTree tree = new ChangingTree(Files.createDirectory(folder), random, sizes);
        for (int i = 0; i < sizes.smallFiles; i++) {
            tree.write(tree.small(i), random.nextInt(SMALL_SIZE_MAX));
        }
        for (int i = 0; i < sizes.largeFiles; i++) {
            tree.write(folder.resolve("large-" + i), sizes.largeSize);
        }
        Program.shell(
                "cd '%s'; ln -s large-0 link; ln large-1 hard; ln 3/f3 3/hard".formatted(folder));
        return tree;
    }

    Path folder() {
        return folder;
    }

    /** Bytes that were written to its files so far. */
    long bytes() {
        return bytes;
    }

    private Path small(int i) {
        return folder.resolve("%d/f%d".formatted(i % FOLDERS, i));
    }

    private void write(Path file, int size) throws IOException {
        byte[] content = new byte[size];
        random.nextBytes(content);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        bytes += size;
    }

    /** Makes, changes, renames and removes a little. */
    void change() throws IOException {
        changes++;
        for (int i = 0; i < 5; i++) {
            write(small(random.nextInt(sizes.smallFiles)), random.nextInt(SMALL_SIZE_MAX));
        }
        write(folder.resolve("new/" + changes), random.nextInt(1 << 20));
        Files.deleteIfExists(small(random.nextInt(sizes.smallFiles)));
        Path large = folder.resolve("large-" + random.nextInt(sizes.largeFiles));
        try (FileChannel file = FileChannel.open(large, StandardOpenOption.WRITE)) {
            byte[] piece = new byte[1_000];
            random.nextBytes(piece);
            file.write(ByteBuffer.wrap(piece), random.nextInt(sizes.largeSize));
            bytes += 4 << 20; // a chunk, at most
        }
        Path moving = folder.resolve("moved-" + (changes - 1));
        Path from = changes == 1 ? folder.resolve("5") : moving;
        Files.move(from, folder.resolve("moved-" + changes));
    }

    /**
     * Copies it as it is; what is the same as in an earlier copy shares its files. By content:
     * rsync takes two changes in one second for one.
     */
    void copyTo(Path copy, Path earlier) throws IOException {
        Program.shell(
                "rsync -aHAX --checksum --link-dest='%s' '%s/' '%s/'"
                        .formatted(earlier, folder, copy));
    }
}
