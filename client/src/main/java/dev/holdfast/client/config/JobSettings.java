package dev.holdfast.client.config;

import dev.holdfast.client.filter.FilterBuilder.Typed;
import dev.holdfast.client.schedule.Schedule;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.Series;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What {@code client.toml} says of a job: something that is backed up by itself, in a series of its
 * own.
 *
 * @param series named like the job
 * @param subject what it saves
 * @param schedule when, if it says so
 * @param steps that are run around it alone
 */
public record JobSettings(
        Series series, Subject subject, Optional<Schedule> schedule, StepSettings steps) {
    private static final String FAMILY = "job";
    private static final List<Series> TAKEN = List.of(Series.SYSTEM, Series.MANUAL);

    /** What a job saves. */
    public sealed interface Subject {
        /**
         * Files.
         *
         * @param paths absolute
         * @param rules stronger than those that hold for all backups
         */
        record Files(List<String> paths, List<Typed> rules, Set<Exclusion> exclusions)
                implements Subject {
            public Files {
                paths = List.copyOf(paths);
                rules = List.copyOf(rules);
                exclusions = Set.copyOf(exclusions);
            }
        }

        /** What a command writes, as a file of that name. */
        record Stream(String name, List<String> command) implements Subject {
            public Stream {
                command = List.copyOf(command);
            }
        }
    }

    static List<String> keys() {
        Stream<String> exclusions = Stream.of(Exclusion.values()).map(Exclusion::key);
        Stream<String> others =
                Stream.of(
                        "paths",
                        "exclude",
                        "filter",
                        "stdin",
                        "command",
                        "schedule",
                        "pre",
                        "post",
                        "optional");
        return Stream.concat(exclusions, others).map(key -> FAMILY + ".NAME." + key).toList();
    }

    static List<JobSettings> read(Settings settings) throws ConfigException {
        List<JobSettings> jobs = new ArrayList<>();
        for (String name : settings.names(FAMILY)) {
            jobs.add(new Reader(settings, Settings.member(FAMILY, name)).job(name));
        }
        return jobs;
    }

    boolean hasCommands() {
        return steps.hasCommands() || subject instanceof Subject.Stream;
    }

    /** Reads one section. */
    private record Reader(Settings settings, String section) {
        JobSettings job(String name) throws ConfigException {
            return new JobSettings(
                    series(name),
                    subject(),
                    settings.schedule(key("schedule")),
                    StepSettings.read(settings, section));
        }

        private String key(String name) {
            return section + "." + name;
        }

        private Series series(String name) throws ConfigException {
            Series series;
            try {
                series = new Series(name);
            } catch (IllegalArgumentException wrong) {
                throw settings.error(section, String.valueOf(wrong.getMessage()));
            }
            if (TAKEN.contains(series) || series.isOfStream()) {
                throw settings.error(
                        section, "the series '%s' is no job's: name it otherwise".formatted(name));
            }
            return series;
        }

        private Subject subject() throws ConfigException {
            List<String> paths = settings.texts(key("paths"));
            Optional<String> stdin = settings.text(key("stdin"));
            List<String> command = settings.texts(key("command"));
            if (stdin.isPresent() == paths.isEmpty() && stdin.isPresent() != command.isEmpty()) {
                return stdin.isPresent()
                        ? stream(stdin.get(), command)
                        : new Subject.Files(absolute(paths), rules(), exclusions());
            }
            throw settings.error(
                    section, "a job has either paths, or stdin (a name) and a command");
        }

        private Subject stream(String name, List<String> command) throws ConfigException {
            if (!rules().isEmpty() || !exclusions().isEmpty()) {
                throw settings.error(section, "nothing is left out of what a command writes");
            }
            return new Subject.Stream(name, command);
        }

        private List<String> absolute(List<String> paths) throws ConfigException {
            Optional<String> relative =
                    paths.stream().filter(Predicate.not(path -> path.startsWith("/"))).findFirst();
            if (relative.isPresent()) {
                throw settings.error(
                        key("paths"), "not an absolute path: '%s'".formatted(relative.get()));
            }
            return paths;
        }

        private List<Typed> rules() throws ConfigException {
            List<Typed> rules = new ArrayList<>();
            for (String rule : settings.texts(key("filter"))) {
                rules.add(new Typed(Typed.Form.RULE, Bytes.utf8(rule)));
            }
            for (String pattern : settings.texts(key("exclude"))) {
                rules.add(new Typed(Typed.Form.PATTERN, Bytes.utf8(pattern)));
            }
            return rules;
        }

        private Set<Exclusion> exclusions() throws ConfigException {
            Set<Exclusion> exclusions = EnumSet.noneOf(Exclusion.class);
            for (Exclusion each : Exclusion.values()) {
                if (settings.choice(key(each.key()))) {
                    exclusions.add(each);
                }
            }
            return exclusions;
        }
    }
}
