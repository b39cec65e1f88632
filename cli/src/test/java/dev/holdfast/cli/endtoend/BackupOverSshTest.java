package dev.holdfast.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.platform.process.CommandResult;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** One client and its backups: first, with nothing changed, and with a little changed. */
@Execution(ExecutionMode.CONCURRENT)
class BackupOverSshTest {
    @TempDir static Path folder;

    private static ServerHost server;
    private static ClientHost client;
    private static Path tree;
    private static Path before;

    private static String first;
    private static String unchanged;
    private static String changed;

    @BeforeAll
    static void backUpThreeTimes() throws IOException {
        server = ServerHost.start(folder.resolve("server"));
        client = ClientHost.in(folder.resolve("client"));
        client.join(server.invite("web1"));
        tree = SampleTree.makeIn(folder);
        first = client.mustHoldfast("backup", "--json", tree.toString());
        unchanged = client.mustHoldfast("backup", "--json", tree.toString());
        before = folder.resolve("before");
        Program.shell("rsync -aHAXS '%s/' '%s/'".formatted(tree, before));
        SampleTree.change(tree);
        changed = client.mustHoldfast("backup", "--json", tree.toString());
    }

    @AfterAll
    static void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    /** A number in the last object of what a backup printed. */
    private static long figure(String json, String name) {
        Matcher number = Pattern.compile("\"%s\":(\\d+)".formatted(name)).matcher(json);
        assertThat(json).containsPattern(number.pattern());
        long last = -1;
        while (number.find()) {
            last = Long.parseLong(number.group(1));
        }
        return last;
    }

    private static Path restored(String name, String... options) throws IOException {
        Path to = folder.resolve(name);
        List<String> words = Program.with(List.of("restore", "--to", to.toString()), options);
        client.mustHoldfast(words.toArray(String[]::new));
        return to.resolve(tree.toString().substring(1));
    }

    @Test
    void theFirstBackupSendsWhatIsThere() {
        assertThat(figure(first, "snapshot")).isEqualTo(1);
        assertThat(figure(first, "unread")).isZero();
        assertThat(figure(first, "sent")).isBetween(5L << 20, 7L << 20);
        assertThat(figure(first, "bytes")).isGreaterThan(SampleTree.SPARSE_SIZE);
    }

    @Test
    void nothingChangedSendsNextToNothing() {
        assertThat(figure(unchanged, "snapshot")).isEqualTo(2);
        assertThat(figure(unchanged, "entries")).isEqualTo(figure(first, "entries"));
        // Whatever was touched shortly before the first run began is looked at again.
        assertThat(figure(unchanged, "sent")).isLessThan(64 << 10);
    }

    @Test
    void aLittleChangedSendsLittle() {
        assertThat(figure(changed, "snapshot")).isEqualTo(3);
        assertThat(figure(changed, "sent")).isLessThan(5 << 20);
    }

    @Test
    void theLatestSnapshotIsWhatIsThere() throws IOException {
        Path restored = restored("latest", "--all");
        assertThat(Program.difference(tree, restored)).isEmpty();
        assertThat(Program.shell("stat -c %%b '%s/sparse'".formatted(restored)).strip())
                .asLong()
                .isLessThan(2048);
    }

    @Test
    void anEarlierSnapshotIsWhatWasThere() throws IOException {
        assertThat(Program.difference(before, restored("numbered", "--all", "--snapshot", "1")))
                .isEmpty();
    }

    @Test
    void aTimeMeansTheNewestSnapshotUntilThen() throws IOException {
        Matcher second =
                Pattern.compile("\"snapshot\":2,\"received\":\"([^\"]+)\"")
                        .matcher(client.mustHoldfast("list", "--json"));
        assertThat(second.find()).isTrue();
        assertThat(Program.difference(before, restored("at", "--all", "--at", second.group(1))))
                .isEmpty();
    }

    @Test
    void aSinglePathComesAlone() throws IOException {
        Path restored = restored("single", tree.resolve("a").toString());
        assertThat(Program.shell("cd '%s'; find . | sort".formatted(restored)))
                .isEqualTo(".\n./a\n./a/linked\n");
    }

    @Test
    void aPathThatIsNotInTheSnapshotIsAnErrorBeforeAnythingIsRestored() throws IOException {
        Path to = folder.resolve("nothing");
        CommandResult result = client.holdfast("restore", "--to", to.toString(), "/no/such/file");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.errors())
                .containsExactly(
                        "holdfast: /no/such/file is not in snapshot 3, so nothing was restored");
        assertThat(to).doesNotExist();
    }

    @Test
    void theListHasEverySnapshot() throws IOException {
        assertThat(client.mustHoldfast("list").lines())
                .hasSize(4)
                .anyMatch(line -> line.matches(" +2  .{19}  manual .*"));
    }

    @Test
    void aDirectoryOfASnapshotCanBeLookedAt() throws IOException {
        assertThat(client.mustHoldfast("ls", "1:" + tree).lines())
                .anyMatch(line -> line.startsWith("lrwxrwxrwx") && line.endsWith("link -> large"))
                .anyMatch(line -> line.startsWith("-rwsr-xr-x") && line.endsWith(" large"))
                .anyMatch(line -> line.endsWith(" caf\\xe9"))
                .anyMatch(line -> line.endsWith(" new\\nline"))
                .anyMatch(line -> line.endsWith(" grüße"));
    }

    @Test
    void aFileOfASnapshotCanBePrintedWhateverItsNameIs() throws IOException {
        assertThat(printed("caf\\351", Map.of())).isEqualTo("bytes");
        assertThat(printed("new\\nline", Map.of())).isEqualTo("line");
        assertThat(printed("gr\\303\\274\\303\\237e", Map.of())).isEqualTo("umlaut");
        assertThat(printed("gr\\303\\274\\303\\237e", Map.of("LC_ALL", "C.UTF-8")))
                .isEqualTo("umlaut");
    }

    /** A file's content, of which the name is given as printf(1) takes it; the locale is C. */
    private static String printed(String name, Map<String, String> more) throws IOException {
        Map<String, String> environment = new HashMap<>(client.environment());
        environment.putAll(more);
        return Program.run(
                        environment,
                        "sh",
                        "-c",
                        "'%s' cat \"latest:%s/$(printf '%s')\""
                                .formatted(Program.launcher(), tree, name))
                .output();
    }

    @Test
    void aCheckFindsNothingWrong() throws IOException {
        assertThat(client.mustHoldfast("check")).startsWith("checked 3 snapshots: ");
    }

    @Test
    void aSecondBackupOfASeriesDoesNotStartWhileOneRuns() throws IOException {
        Path lock = client.state().resolve("lock-manual");
        try (FileChannel file = FileChannel.open(lock, StandardOpenOption.WRITE);
                FileLock _ = file.lock()) {
            CommandResult result = client.holdfast("backup", tree.toString());
            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.errors())
                    .containsExactly(
                            "holdfast: another backup of series manual is under way (it holds %s)"
                                    .formatted(lock));
        }
    }

    @Test
    void theServerTellsItsLogAndNotTheClientWhatItMeets() throws IOException {
        assertThat(server.server("log", "--client", "web1").output())
                .contains(" web1 from 127.0.0.1: snapshot 1 of series manual: ");
    }
}
