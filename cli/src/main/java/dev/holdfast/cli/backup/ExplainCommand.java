package dev.holdfast.cli.backup;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.holdfast.cli.access.FolderOptions;
import dev.holdfast.cli.argument.PathArguments;
import dev.holdfast.cli.backup.ChoiceOptions.Scope;
import dev.holdfast.cli.console.ExitCode;
import dev.holdfast.cli.console.JsonLine;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.cli.console.UsageException;
import dev.holdfast.client.config.ClientConfig;
import dev.holdfast.client.config.JobSettings;
import dev.holdfast.client.config.Locations;
import dev.holdfast.client.explain.Explainer;
import dev.holdfast.client.explain.Explanation;
import dev.holdfast.client.explain.Explanation.Presence;
import dev.holdfast.client.filter.FilterScope.Kind;
import dev.holdfast.client.filter.Rule;
import dev.holdfast.client.selection.Choices;
import dev.holdfast.model.RawPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast explain}. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Says whether a backup of the machine, or of a job, saves a path, and which rule"
                    + " decides.",
            "Give it the options of the backup. A path that does not exist is judged by its name;"
                    + " as a directory if it ends with a slash."
        })
public final class ExplainCommand implements Callable<Integer> {
    @Mixin private FolderOptions folders = new FolderOptions();
    @Mixin private ChoiceOptions choice = new ChoiceOptions();

    @Option(
            names = "--vault",
            paramLabel = "DIR",
            description = "the vault's folder, if the backup has one")
    private @Nullable Path vault;

    @Option(
            names = "--job",
            paramLabel = "NAME",
            description = "the job whose backup is meant, instead of the machine's")
    private @Nullable String job;

    @Option(names = "--json", description = "prints one JSON object for each path")
    private boolean json;

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "what to explain")
    private List<String> paths = List.of();

    private final Surroundings around;

    public ExplainCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws IOException {
        Locations locations = folders.locations(around);
        ClientConfig config = ClientConfig.load(locations.clientToml());
        Choices choices = choice.choices(locations, config, scope(config), vault);
        for (String path : paths) {
            RawPath absolute = PathArguments.existingOrNot(path);
            Kind kind = path.endsWith("/") ? Kind.DIRECTORY : Kind.OTHER;
            Explanation explanation = Explainer.explain(choices, absolute, kind);
            around.console()
                    .out()
                    .println(json ? json(absolute, explanation) : line(absolute, explanation));
        }
        return ExitCode.DONE.status();
    }

    private Scope scope(ClientConfig config) throws IOException {
        if (job == null) {
            return Scope.of(List.of(RawPath.ROOT));
        }
        return switch (config.job(job).subject()) {
            case JobSettings.Subject.Files files -> Scope.of(files);
            case JobSettings.Subject.Stream _ ->
                    throw new UsageException("the job %s saves no files".formatted(job));
        };
    }

    private static String line(RawPath path, Explanation explanation) {
        boolean missing = explanation.presence() == Presence.MISSING;
        String fate =
                switch (explanation.fate()) {
                    case SAVED -> missing ? "would be saved" : "is saved";
                    case SAVED_EMPTY -> missing ? "would be saved empty" : "is saved empty";
                    case LEFT_OUT -> missing ? "would be left out" : "is left out";
                };
        String with = explanation.at().equals(path) ? "" : " with " + explanation.at();
        return "%s %s%s%s%s"
                .formatted(
                        path, missing ? "does not exist, and " : "", fate, with, why(explanation));
    }

    private static String why(Explanation explanation) {
        Rule rule = explanation.rule();
        if (rule != null) {
            return ": rule '%s' (%s)".formatted(rule, rule.origin());
        }
        return explanation.why().isEmpty() ? ": no rule drops it" : ": " + explanation.why();
    }

    private static String json(RawPath path, Explanation explanation) {
        return JsonLine.of(fields -> fields(fields, path, explanation));
    }

    private static void fields(JsonGenerator json, RawPath path, Explanation explanation)
            throws IOException {
        json.writeStringField("path", path.toString());
        json.writeBooleanField("exists", explanation.presence() == Presence.THERE);
        json.writeStringField(
                "fate",
                switch (explanation.fate()) {
                    case SAVED -> "saved";
                    case SAVED_EMPTY -> "saved-empty";
                    case LEFT_OUT -> "left-out";
                });
        json.writeStringField("at", explanation.at().toString());
        Rule rule = explanation.rule();
        if (rule != null) {
            json.writeStringField("rule", rule.toString());
            json.writeStringField("source", rule.origin().source());
            json.writeNumberField("line", rule.origin().line());
        }
        if (!explanation.why().isEmpty()) {
            json.writeStringField("reason", explanation.why());
        }
    }
}
