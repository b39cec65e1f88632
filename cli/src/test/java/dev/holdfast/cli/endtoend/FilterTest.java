package dev.holdfast.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.platform.process.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What to leave out, as people say it: options, files, and the question why. */
@Execution(ExecutionMode.CONCURRENT)
class FilterTest {
    @TempDir Path folder;

    private ClientHost client;
    private Path tree;
    private String vault;

    @BeforeEach
    void makeTree() throws IOException {
        Program.assumeBuilt();
        folder = folder.toRealPath();
        client = ClientHost.in(folder.resolve("client"));
        tree = Files.createDirectories(folder.resolve("tree"));
        for (String name : List.of("a.c", "a.o", "b.o", "b.tmp")) {
            Files.writeString(tree.resolve(name), name);
        }
        vault = folder.resolve("vault").toString();
    }

    private Path config(String name) {
        return folder.resolve("client/config").resolve(name);
    }

    private List<String> saved(String... options) throws IOException {
        String[] backup = {"backup", "--vault", vault, tree.toString()};
        client.mustHoldfast(Program.with(List.of(backup), options).toArray(String[]::new));
        return client.mustHoldfast("ls", "-R", "--vault", vault, "latest:" + tree)
                .lines()
                .map(line -> line.substring(line.lastIndexOf('/') + 1))
                .toList();
    }

    @Test
    void optionsComeBeforeFilesInTheOrderInWhichTheyAreGiven() throws IOException {
        Files.writeString(config("filter"), "+ a.o\n- *.o\n");
        Files.writeString(config("excludes"), "*.tmp\n");
        assertThat(saved()).containsExactly("a.c", "a.o");
        assertThat(saved("--filter=+ b.o", "--exclude=*.o", "--filter=+ a.o", "-f+ *.tmp"))
                .containsExactly("a.c", "b.o", "b.tmp");
        Files.writeString(config("filter"), "!\n- a.*\n");
        assertThat(saved("--exclude=b.o")).containsExactly("b.o", "b.tmp");
    }

    @Test
    void filterThatIsWrongIsWrongUsageAndNothingIsSaved() throws IOException {
        Files.writeString(config("filter"), "- *.o\n\nprotect /srv\n");
        CommandResult result = client.holdfast("backup", "--vault", vault, tree.toString());
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.errors())
                .anyMatch(line ->
                        line.startsWith(
                                "holdfast: "
                                        + config("filter")
                                        + ":3: a rule for the receiving side"));
        assertThat(result.output()).isEmpty();
    }

    @Test
    void ruleThatDecidesIsExplained() throws IOException {
        Files.writeString(config("filter"), "# objects\n- *.o\n+ " + folder + "/***\n");
        String path = tree.resolve("a.o").toString();
        assertThat(client.mustHoldfast("explain", path))
                .isEqualTo(
                        "%s is left out: rule '- *.o' (%s:2)\n".formatted(path, config("filter")));
        assertThat(client.mustHoldfast("explain", "--json", "-f", "+ a.o", path))
                .isEqualTo(
                        """
                        {"path":"%s","exists":true,"fate":"saved","at":"%s",\
                        "rule":"+ a.o","source":"command line","line":0}
                        """
                                .formatted(path, path));
        assertThat(client.mustHoldfast("explain", "/proc/1/maps"))
                .isEqualTo(
                        "/proc/1/maps is left out with /proc: it is a file system of type proc\n");
        assertThat(client.mustHoldfast("explain", "/var/tmp/x/y"))
                .isEqualTo(
                        "/var/tmp/x/y is left out with /var/tmp/x: rule '- /var/tmp/*'"
                                + " (built in)\n");
    }
}
