package dev.holdfast.cli.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** A folder with what file systems can hold, and what backups stumble over. */
final class SampleTree {
    /** The size of a file of holes with a little content. */
    static final long SPARSE_SIZE = 64 << 20;

    private static final int LARGE_SIZE = 5 << 20;
    private static final int SHARED_LIMIT = 64 << 10;

    private SampleTree() {}

    static Path makeIn(Path folder) throws IOException {
        Path tree = Files.createDirectories(folder.resolve("tree"));
        Random random = new Random(1);
        for (int size : new int[] {0, 1, SHARED_LIMIT - 1, SHARED_LIMIT, SHARED_LIMIT + 1}) {
            Files.write(tree.resolve("bytes-" + size), bytes(random, size));
        }
        Files.write(tree.resolve("large"), bytes(random, LARGE_SIZE));
        for (int i = 0; i < 300; i++) {
            Path file = tree.resolve("many/%d/file-%d".formatted(i % 10, i));
            Files.createDirectories(file.getParent());
            Files.writeString(file, "file %d\n".formatted(i).repeat(random.nextInt(200)));
        }
        oddities(tree);
        if (Program.isRoot()) {
            asRoot(tree);
        }
        return tree;
    }

    static byte[] bytes(Random random, int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Attributes are left out where the file system has none. */
    private static void oddities(Path tree) throws IOException {
        Program.shell(
                """
                cd '%s'
                ln -s large link
                ln -s '../no such file' broken-link
                mkdir a b
                echo one >a/linked
                ln a/linked b/linked-too
                ln a/linked b/linked-again
                truncate -s %d sparse
                printf middle | dd of=sparse bs=1 seek=30000000 conv=notrunc status=none
                printf bytes >"$(printf 'caf\\351')"
                printf line >"$(printf 'new\\nline')"
                printf umlaut >"$(printf 'gr\\303\\274\\303\\237e')"
                printf dash >./-rf
                mkdir -p deep/$(seq -s / 1 60)
                echo bottom >deep/$(seq -s / 1 60)/file
                mkfifo pipe
                chmod 4755 large
                chmod 0600 bytes-1
                touch -d '1969-07-20 20:17:40.123456789' old
                touch -d '2106-02-07 06:28:17.000000001' future
                setfattr -n user.colour -v blue large 2>/dev/null || true
                setfattr -n user.empty a 2>/dev/null || true
                setfacl -m u:1234:r a/linked 2>/dev/null || true
                setfacl -d -m g:2345:rx b 2>/dev/null || true
                mkdir read-only
                echo kept >read-only/file
                chmod 0555 read-only
                """
                        .formatted(tree, SPARSE_SIZE));
    }

    private static void asRoot(Path tree) throws IOException {
        Program.shell(
                """
                cd '%s'
                touch owned
                chown 1234:2345 owned
                mknod null c 1 3 2>/dev/null || true
                """
                        .formatted(tree));
    }

    /** Changes a little of everything. */
    static void change(Path tree) throws IOException {
        Program.shell(
                """
                cd '%s'
                echo two >>a/linked
                rm bytes-0
                mv many/3 many/renamed
                printf more | dd of=large bs=1 seek=2000000 conv=notrunc status=none
                chmod 0644 bytes-1
                rm link
                mkdir link
                """
                        .formatted(tree));
    }
}
