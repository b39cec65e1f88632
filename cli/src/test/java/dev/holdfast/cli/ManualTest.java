package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What is read beside the program. */
class ManualTest {
    @TempDir Path folder;

    @BeforeEach
    void write() throws IOException {
        Manual.main(new String[] {folder.toString(), "2026-11-20"});
    }

    private static Stream<CommandLine> commands(CommandLine command) {
        return Stream.concat(
                Stream.of(command),
                command.getSubcommands().values().stream().flatMap(ManualTest::commands));
    }

    private String page(CommandLine command) throws IOException {
        String name = command.getCommandSpec().qualifiedName("-");
        String section = name.startsWith("holdfast-server") ? ".8" : ".1";
        return Files.readString(folder.resolve(name + section));
    }

    @Test
    void everyCommandHasAPageThatNamesAllItsOptions() throws IOException {
        for (CommandLine command : commands(Main.everything()).toList()) {
            String text = page(command).replace("\\-", "-");
            command.getCommandSpec().options().stream()
                    .filter(option -> !option.hidden())
                    .forEach(option -> assertThat(text).contains(option.longestName()));
        }
    }

    @Test
    void noTextIsTakenForARequest() throws IOException {
        for (CommandLine command : commands(Main.everything()).toList()) {
            List<String> requests =
                    page(command).lines().filter(line -> line.matches("['.].*")).toList();
            assertThat(requests).allMatch(line -> line.matches("\\.(TH|SH|PP|TP|B) ?.*"));
        }
    }

    @Test
    void fishCompletesEachOptionWhereItMayStand() throws IOException {
        assertThat(Files.readString(folder.resolve("holdfast.fish")))
                .contains("-n '__holdfast_at holdfast server' -a invite -d '")
                .contains("-n '__holdfast_in holdfast backup' -l exclude-caches -d '");
    }

    @Test
    void bashCompletesTheCommands() throws IOException {
        assertThat(Files.readString(folder.resolve("holdfast.bash")))
                .contains("complete -F _complete_holdfast");
    }
}
