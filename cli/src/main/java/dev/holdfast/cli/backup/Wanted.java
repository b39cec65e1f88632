package dev.holdfast.cli.backup;

import dev.holdfast.cli.access.VaultOpening;
import dev.holdfast.cli.argument.PathArguments;
import dev.holdfast.cli.backup.ChoiceOptions.Scope;
import dev.holdfast.cli.console.UsageException;
import dev.holdfast.client.backup.Subject;
import dev.holdfast.client.config.JobSettings;
import dev.holdfast.client.stream.StreamedFile;
import dev.holdfast.model.RawPath;
import dev.holdfast.model.Series;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is to be saved, and in which series.
 *
 * @param job that says so, if one does
 */
record Wanted(Series series, Optional<JobSettings> job, Subjects subjects) {

    /** Finds out what to save, once there is a way to tell of it. */
    @FunctionalInterface
    interface Subjects {
        Subject tell(BackupReport report) throws IOException;
    }

    /**
     * What leaves things out, and from where it is read.
     *
     * @param vault a vault in a folder, which never saves itself
     */
    record Rules(ChoiceOptions options, VaultOpening opening, @Nullable Path vault) {
        Subject files(Scope scope) throws IOException {
            return new Subject.Files(
                    options.choices(opening.locations(), opening.config(), scope, vault));
        }
    }

    /** The paths that somebody typed; the whole machine if there are none. */
    static Wanted typed(List<String> paths, Rules rules) throws IOException {
        List<RawPath> taken =
                paths.isEmpty() ? List.of(RawPath.ROOT) : PathArguments.existing(paths);
        return new Wanted(
                paths.isEmpty() ? Series.SYSTEM : Series.MANUAL,
                Optional.empty(),
                _ -> rules.files(Scope.of(taken)));
    }

    /** What comes on standard input, or a command writes. */
    static Wanted stream(StreamArguments stream, InputStream standardInput) {
        return new Wanted(
                StreamedFile.series(stream.path()),
                Optional.empty(),
                report -> new Subject.Stream(stream.file(standardInput, report::said)));
    }

    /** What a job says. */
    static Wanted job(JobSettings job, Rules rules) throws IOException {
        Subjects subjects =
                switch (job.subject()) {
                    case JobSettings.Subject.Files files -> {
                        Scope scope = Scope.of(files);
                        yield _ -> rules.files(scope);
                    }
                    case JobSettings.Subject.Stream(var name, var command) -> {
                        if (rules.options().isGiven()) {
                            throw new UsageException(
                                    "nothing is left out of what the job's command writes");
                        }
                        StreamArguments stream = StreamArguments.of(name, command);
                        yield report ->
                                new Subject.Stream(
                                        stream.file(InputStream.nullInputStream(), report::said));
                    }
                };
        return new Wanted(job.series(), Optional.of(job), subjects);
    }
}
