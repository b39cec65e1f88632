package dev.holdfast.cli.backup;

import dev.holdfast.cli.argument.PathArguments;
import dev.holdfast.cli.console.RawText;
import dev.holdfast.client.config.ClientConfig;
import dev.holdfast.client.config.Exclusion;
import dev.holdfast.client.config.FilterFiles;
import dev.holdfast.client.config.JobSettings;
import dev.holdfast.client.config.Locations;
import dev.holdfast.client.filter.Filter;
import dev.holdfast.client.filter.FilterBuilder.Typed;
import dev.holdfast.client.selection.BuiltInRules;
import dev.holdfast.client.selection.Choices;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.RawPath;
import dev.holdfast.platform.mount.SwapFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a backup leaves out: the same options for the backup and for whoever asks about it. */
final class ChoiceOptions {
    /** In the order in which they were given, whatever their names. */
    private final List<Typed> typed = new ArrayList<>();

    @Option(
            names = "--exclude-caches",
            description = "leaves out what is beside a CACHEDIR.TAG that says it can be made anew")
    private boolean excludeCaches;

    @Option(
            names = "--exclude-nodump",
            description = "leaves out what has the inode flag 'no dump' (chattr +d)")
    private boolean excludeNoDump;

    @Option(
            names = {"-x", "--one-file-system"},
            description = "leaves out what is mounted below the paths, and subvolumes")
    private boolean oneFileSystem;

    @Option(
            names = "--exclude",
            paramLabel = "PATTERN",
            description = "leaves out what the pattern means; may be repeated")
    void exclude(List<String> patterns) {
        add(Typed.Form.PATTERN, patterns);
    }

    @Option(
            names = {"-f", "--filter"},
            paramLabel = "RULE",
            description = "a rule as in rsync, such as '- *.o' or '. FILE'; may be repeated")
    void filter(List<String> rules) {
        add(Typed.Form.RULE, rules);
    }

    /** The parser tells all of a name again with each that it meets; the last of them are new. */
    private void add(Typed.Form form, List<String> all) {
        long known = typed.stream().filter(each -> each.form() == form).count();
        all.stream().skip(known).forEach(each -> typed.add(new Typed(form, bytes(each))));
    }

    private static Bytes bytes(String argument) {
        return Bytes.copyOf(RawText.encode(argument));
    }

    /** Whether anything was typed that leaves something out. */
    boolean isGiven() {
        return !typed.isEmpty() || excludeCaches || excludeNoDump || oneFileSystem;
    }

    /**
     * What is asked for, and what of it is left out beside what options and files say.
     *
     * @param rules weaker than those that were typed
     */
    record Scope(List<RawPath> asked, List<Typed> rules, Set<Exclusion> exclusions) {
        static Scope of(List<RawPath> asked) {
            return new Scope(asked, List.of(), Set.of());
        }

        /**
         * @throws IOException if there is no such file, with a sentence
         */
        static Scope of(JobSettings.Subject.Files job) throws IOException {
            return new Scope(PathArguments.existing(job.paths()), job.rules(), job.exclusions());
        }
    }

    /**
     * What is to be saved.
     *
     * @param vault a vault in a folder, which never saves itself
     */
    Choices choices(Locations locations, ClientConfig config, Scope scope, @Nullable Path vault)
            throws IOException {
        List<RawPath> swapFiles = SwapFiles.read().stream().map(RawPath::of).toList();
        List<Typed> rules = new ArrayList<>(typed);
        rules.addAll(scope.rules());
        List<RawPath> asked = scope.asked();
        Filter filter = FilterFiles.load(locations, rules, BuiltInRules.of(asked, swapFiles));
        return new Choices(asked, own(locations, vault), filter, exclusions(config, scope));
    }

    private Set<Exclusion> exclusions(ClientConfig config, Scope scope) {
        Set<Exclusion> exclusions = EnumSet.noneOf(Exclusion.class);
        exclusions.addAll(config.backup().exclusions());
        exclusions.addAll(scope.exclusions());
        if (excludeCaches) {
            exclusions.add(Exclusion.CACHES);
        }
        if (excludeNoDump) {
            exclusions.add(Exclusion.NODUMP);
        }
        if (oneFileSystem) {
            exclusions.add(Exclusion.OTHER_FILE_SYSTEMS);
        }
        return exclusions;
    }

    /** What no backup may contain: keys, what changes while it runs, and itself. */
    private static List<RawPath> own(Locations locations, @Nullable Path vault) throws IOException {
        List<Path> folders = new ArrayList<>(locations.neverBackedUp());
        if (vault != null) {
            folders.add(vault.toAbsolutePath());
        }
        List<RawPath> real = new ArrayList<>();
        for (Path folder : folders) {
            Path found = Files.exists(folder) ? folder.toRealPath() : folder;
            real.add(RawPath.of(found.toString()));
        }
        return real;
    }
}
