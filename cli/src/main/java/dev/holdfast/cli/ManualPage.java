package dev.holdfast.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The manual page of a command, for man(7): what {@code --help} says, in the order that readers of
 * manual pages expect.
 *
 * @param edition what all pages have in common
 */
record ManualPage(CommandLine command, Edition edition) {
    private static final ColorScheme PLAIN = Help.defaultColorScheme(Ansi.OFF);

    /**
     * What all pages have in common.
     *
     * @param date as {@code 2026-11-20}
     * @param exitCodes and what they mean, a line each
     */
    record Edition(String date, List<String> exitCodes) {}

    /** Rows of picocli's own help: a mark, a short name, a comma, a long name, a description. */
    private static final int SHORT_NAME = 1;

    private static final int LONG_NAME = 3;
    private static final int DESCRIPTION = 4;

    /** Such as {@code holdfast-backup.1}. */
    String fileName() {
        return name() + "." + section();
    }

    private String name() {
        return command.getCommandSpec().qualifiedName("-");
    }

    /** What only an administrator of a server needs is in section 8. */
    private String section() {
        return name().startsWith("holdfast-server") ? "8" : "1";
    }

    String text() {
        StringBuilder page = new StringBuilder();
        page.append(
                ".TH \"%s\" \"%s\" \"%s\" \"holdfast %s\" \"Holdfast\"\n"
                        .formatted(
                                name().toUpperCase(Locale.ROOT),
                                section(),
                                edition.date(),
                                Version.current()));
        page.append(".SH NAME\n%s \\- %s\n".formatted(roff(name()), roff(brief())));
        page.append(".SH SYNOPSIS\n%s\n".formatted(roff(synopsis())));
        page.append(".SH DESCRIPTION\n%s".formatted(paragraphs(sentences())));
        if (!rows().isEmpty()) {
            page.append(".SH OPTIONS\n");
            rows().forEach(each -> page.append(item(each)));
        }
        page.append(".SH EXIT STATUS\n%s".formatted(paragraphs(edition.exitCodes())));
        page.append(".SH SEE ALSO\n%s\n".formatted(roff(related())));
        return page.toString();
    }

    private CommandSpec spec() {
        return command.getCommandSpec();
    }

    /** What it does, in a line. */
    String brief() {
        return sentences().getFirst().replaceFirst("\\.$", "");
    }

    private List<String> sentences() {
        return Stream.of(spec().usageMessage().description()).map(ManualPage::plain).toList();
    }

    /** A description without the marks that picocli has in it for {@link String#format}. */
    static String plain(String description) {
        return description.replace("%n", " ").replace("%%", "%");
    }

    private static String paragraphs(List<String> texts) {
        return texts.stream().map(text -> roff(text) + "\n").collect(Collectors.joining(".PP\n"));
    }

    private String synopsis() {
        return command.getHelp().synopsis(0).strip().replaceAll("\\s+", " ");
    }

    /** Of arguments and options that are shown. */
    private List<Help.Ansi.Text[][]> rows() {
        Help help = command.getHelp();
        var label = help.parameterLabelRenderer();
        var parameters =
                spec().positionalParameters().stream()
                        .filter(each -> !each.hidden())
                        .map(each ->
                                help.createDefaultParameterRenderer().render(each, label, PLAIN));
        var options =
                spec().options().stream()
                        .filter(each -> !each.hidden())
                        .map(each -> help.createDefaultOptionRenderer().render(each, label, PLAIN));
        return Stream.concat(parameters, options).toList();
    }

    private static String item(Help.Ansi.Text[][] rows) {
        String names =
                Stream.of(rows[0][SHORT_NAME], rows[0][LONG_NAME])
                        .map(text -> text.toString().strip())
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining(", "));
        String description =
                Stream.of(rows)
                        .map(row -> row[DESCRIPTION].toString().strip())
                        .collect(Collectors.joining(" "));
        return ".TP\n.B %s\n%s\n".formatted(roff(names), roff(description));
    }

    /** The commands above and below, and for the topmost one the files. */
    private String related() {
        CommandLine parent = command.getParent();
        Stream<String> above =
                parent == null
                        ? Stream.of(
                                "holdfast-client.toml(5)",
                                "holdfast-server.toml(5)",
                                "holdfast-clients.toml(5)",
                                "holdfast-filter(5)")
                        : Stream.of(reference(new ManualPage(parent, edition)));
        Stream<String> below =
                command.getSubcommands().values().stream()
                        .map(each -> reference(new ManualPage(each, edition)));
        return Stream.concat(above, below).collect(Collectors.joining(", "));
    }

    private static String reference(ManualPage page) {
        return "%s(%s)".formatted(page.name(), page.section());
    }

    /** Nothing of a text may be taken for a request. */
    private static String roff(String text) {
        String escaped = text.replace("\\", "\\e").replace("-", "\\-");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }
}
