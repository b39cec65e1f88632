package dev.holdfast.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.platform.process.CommandResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code backup --stdin}: what a program writes is saved without a file of it. */
class StandardInputTest {
    @TempDir Path folder;

    private ClientHost client;
    private Path vault;

    @BeforeEach
    void begin() throws IOException {
        Program.assumeBuilt();
        client = ClientHost.in(folder.resolve("client"));
        vault = folder.resolve("vault");
    }

    /**
     * {@code $holdfast} starts the program; it saves to {@code $vault}, and restores to {@code
     * $to}.
     */
    private CommandResult shell(String script) throws IOException {
        Map<String, String> environment = new HashMap<>(client.environment());
        environment.put("holdfast", Program.launcher().toString());
        environment.put("vault", vault.toString());
        environment.put("to", folder.resolve("restored").toString());
        environment.put("SECRET", "of the user");
        environment.put("folder", folder.toString());
        return Program.run(environment, "sh", "-euc", "cd $folder; " + script);
    }

    @Test
    void aPipeIsSavedAndComesBack() throws IOException {
        CommandResult saved = shell("seq 100000 | $holdfast backup --vault $vault --stdin db.sql");
        assertThat(saved.exitCode()).isZero();
        assertThat(saved.output())
                .startsWith("snapshot 1 of series stdin-db.sql: 2 entries, 575.1 KiB; ");
        CommandResult back =
                shell(
                        """
                        $holdfast restore --vault $vault --to $to --all
                        $holdfast cat --vault $vault latest:db.sql | cmp - $to/db.sql
                        seq 100000 | cmp - $to/db.sql
                        stat -c '%a %u' $to/db.sql
                        """);
        assertThat(back.exitCode()).as(back.toString()).isZero();
        assertThat(back.output()).contains("600 " + Program.shell("id -u").strip());
    }

    @Test
    void aCommandsOutputIsSavedOnlyIfItSucceeds() throws IOException {
        String script = "'echo $SECRET; echo told >&2; exit '";
        String command = "$holdfast backup --vault $vault --stdin dumps/db.sql -- sh -c " + script;
        CommandResult failed = shell(command + "7");
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.errors())
                .contains("told", "holdfast: sh ended with exit code 7: nothing was saved");
        assertThat(shell("$holdfast list --json --vault $vault").output()).isEmpty();
        CommandResult saved = shell(command + "0");
        assertThat(saved.errors()).containsExactly("told");
        assertThat(saved.exitCode()).isZero();
        assertThat(shell("$holdfast cat --vault $vault latest:dumps/db.sql").output())
                .isEqualTo("of the user\n");
    }

    @Test
    void aDumpIsNotTakenForTheLatestOfTheFiles() throws IOException {
        CommandResult back =
                shell(
                        """
                        mkdir tree; echo kept >tree/file
                        $holdfast backup --quiet --vault $vault tree/file
                        echo dump | $holdfast backup --quiet --vault $vault --stdin db.sql
                        $holdfast restore --vault $vault --to $to --all
                        cat $to$PWD/tree/file
                        $holdfast cat --vault $vault stdin-db.sql:db.sql
                        $holdfast restore --series stdin-db.sql --vault $vault --to $to --all
                        cat $to/db.sql
                        """);
        assertThat(back.exitCode()).as(back.toString()).isZero();
        assertThat(back.output()).contains("kept\ndump\n").endsWith("dump\n");
        assertThat(back.errors())
                .anyMatch(line -> line.matches("snapshot 1 of .*, series manual"))
                .anyMatch(line -> line.matches("snapshot 2 of .*, series stdin-db.sql"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--stdin /db.sql",
                "--stdin ''",
                "--stdin ../db.sql",
                "--stdin dumps/",
                "--stdin ./db.sql",
                "--stdin db.sql /etc",
                "--stdin db.sql --exclude '*.o'",
                "--stdin db.sql --one-file-system -- true",
            })
    void whatCannotBeMeantIsWrongUsage(String arguments) throws IOException {
        CommandResult result = shell("$holdfast backup --vault $vault " + arguments);
        assertThat(result.exitCode()).as(result.toString()).isEqualTo(2);
        assertThat(result.errors()).singleElement().asString().startsWith("holdfast: ");
        assertThat(vault).doesNotExist();
    }
}
