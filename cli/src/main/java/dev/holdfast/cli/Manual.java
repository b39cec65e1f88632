package dev.holdfast.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine;

/**
 * Writes, when a package is built, what is made of the same source as {@code --help}: a manual page
 * for each command, and what shells complete.
 *
 * <p>The class itself is never used when the program runs.
 */
public final class Manual {
    private final Path folder;
    private final ManualPage.Edition edition;

    private Manual(Path folder, ManualPage.Edition edition) {
        this.folder = folder;
        this.edition = edition;
    }

    /**
     * @param arguments the folder that the files are written into, and the date of the pages
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        CommandLine holdfast = Main.everything();
        Map<String, String> codes = holdfast.getCommandSpec().usageMessage().exitCodeList();
        List<String> lines =
                codes.entrySet().stream()
                        .map(each -> each.getKey() + ": " + each.getValue())
                        .toList();
        new Manual(folder, new ManualPage.Edition(arguments[1], lines)).write(holdfast);
        Files.writeString(folder.resolve("holdfast.bash"), AutoComplete.bash("holdfast", holdfast));
        Files.writeString(folder.resolve("holdfast.fish"), FishCompletion.of(holdfast));
    }

    private void write(CommandLine command) throws IOException {
        ManualPage page = new ManualPage(command, edition);
        Files.writeString(folder.resolve(page.fileName()), page.text());
        for (CommandLine each : command.getSubcommands().values()) {
            write(each);
        }
    }
}
