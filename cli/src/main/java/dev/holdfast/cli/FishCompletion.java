package dev.holdfast.cli;

import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What the shell fish can complete, from the commands as they are parsed. */
final class FishCompletion {
    private static final String CONDITIONS =
            """
            function __holdfast_words
                string join ' ' -- (commandline -opc) ''
            end
            function __holdfast_at
                test (__holdfast_words) = "$argv "
            end
            function __holdfast_in
                string match -q -- "$argv *" (__holdfast_words)
            end
            """;

    private final StringBuilder script = new StringBuilder(CONDITIONS);

    private FishCompletion() {}

    static String of(CommandLine command) {
        FishCompletion completion = new FishCompletion();
        completion.add(command);
        return completion.script.toString();
    }

    private void add(CommandLine command) {
        String name = command.getCommandSpec().qualifiedName();
        for (Map.Entry<String, CommandLine> each : command.getSubcommands().entrySet()) {
            String brief = brief(each.getValue().getCommandSpec().usageMessage().description());
            script.append(
                    "complete -c holdfast -f -n '__holdfast_at %s' -a %s -d %s\n"
                            .formatted(name, each.getKey(), brief));
            add(each.getValue());
        }
        for (OptionSpec option : command.getCommandSpec().options()) {
            if (!option.hidden()) {
                script.append(
                        "complete -c holdfast -n '__holdfast_in %s'%s%s -d %s\n"
                                .formatted(
                                        name,
                                        names(option),
                                        option.arity().max() > 0 ? " -r" : "",
                                        brief(option.description())));
            }
        }
    }

    private static String names(OptionSpec option) {
        StringBuilder names = new StringBuilder();
        for (String name : option.names()) {
            names.append(
                    name.startsWith("--")
                            ? " -l " + name.substring(2)
                            : " -s " + name.substring(1));
        }
        return names.toString();
    }

    private static String brief(String[] description) {
        String first = Stream.of(description).findFirst().map(ManualPage::plain).orElse("");
        return "'" + first.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
