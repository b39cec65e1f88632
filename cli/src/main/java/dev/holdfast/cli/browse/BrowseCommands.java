package dev.holdfast.cli.browse;

import dev.holdfast.cli.console.Surroundings;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The commands that look at what a vault holds. */
public final class BrowseCommands {
    private BrowseCommands() {}

    /**
     * By their names, in the order in which the help names them; made when they are needed.
     *
     * @param raw standard output, for what is no text
     */
    public static Map<String, Supplier<Object>> of(Surroundings around, OutputStream raw) {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("list", () -> new ListCommand(around));
        commands.put("ls", () -> new LsCommand(around));
        commands.put("find", () -> new FindCommand(around));
        commands.put("diff", () -> new DiffCommand(around));
        commands.put("cat", () -> new CatCommand(around, raw));
        commands.put("tar", () -> new TarCommand(around, raw));
        commands.put("facts", () -> new FactsCommand(around, raw));
        return commands;
    }
}
