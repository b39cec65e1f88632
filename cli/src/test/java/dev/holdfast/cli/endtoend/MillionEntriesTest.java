package dev.holdfast.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.platform.process.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory with a million files: memory is bounded, and one change writes one small part. */
@Tag("long")
class MillionEntriesTest {
    private static final int COUNT = 1_000_000;
    private static final long MEMORY_MAX_KIB = 300 << 10;
    private static final Pattern SENT = Pattern.compile("\"sent\":(\\d+)");
    private static final Pattern PEAK = Pattern.compile("peak (\\d+)");

    @TempDir Path folder;
    private Path tree;
    private ClientHost client;

    @BeforeEach
    void makeTree() throws IOException {
        assumeTrue(Program.isRoot(), "needs root");
        Program.assumeBuilt();
        client = ClientHost.in(folder.resolve("client"));
        tree = Files.createDirectory(folder.resolve("tree"));
        Program.shell(
                """
                mount -t tmpfs -o nr_inodes=0,size=6g million '%s'
                cd '%s'
                perl -e 'for $i (1..%d) { open F, ">", "file-$i" or die; print F "file $i\\n" }'
                """
                        .formatted(tree, tree, COUNT));
    }

    @AfterEach
    void unmount() throws IOException {
        Program.shell("umount '%s'".formatted(tree));
    }

    /** Backs up, in no more than the memory allowed, and returns how many bytes were sent. */
    private long backup() throws IOException {
        String[] words =
                Program.with(
                                List.of("/usr/bin/time", "--format=peak %M"),
                                Program.launcher().toString(),
                                "backup",
                                "--json",
                                "--vault",
                                folder.resolve("vault").toString(),
                                tree.toString())
                        .toArray(String[]::new);
        CommandResult result = Program.run(client.environment(), words);
        assertThat(result.exitCode()).as("%s", result.errors()).isZero();
        assertThat(figure(PEAK, result.errors().getLast())).isLessThan(MEMORY_MAX_KIB);
        return figure(SENT, result.output());
    }

    private static long figure(Pattern pattern, String text) {
        Matcher figure = pattern.matcher(text);
        assertThat(figure.find()).as(text).isTrue();
        return Long.parseLong(figure.group(1));
    }

    @Test
    void oneChangeOfAMillionFilesSendsOneSmallPart() throws IOException {
        backup();
        backup(); // what was made while the first began has settled by now
        Files.writeString(tree.resolve("file-500000"), "changed");
        assertThat(backup()).isLessThan(200_000);
    }
}
