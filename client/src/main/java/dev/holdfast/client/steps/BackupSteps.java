package dev.holdfast.client.steps;

import dev.holdfast.client.config.ClientConfig;
import dev.holdfast.client.config.JobSettings;
import dev.holdfast.client.config.Locations;
import dev.holdfast.client.config.StepSettings;
import dev.holdfast.platform.steps.Step;
import dev.holdfast.platform.steps.Step.Weight;
import dev.holdfast.platform.steps.StepFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The steps around a backup, in their order. Those of all backups enclose those of the job: the
 * executables of {@code pre-backup.d}, the lines of {@code [steps]}, those of the job; and after
 * the backup those of the job, of {@code [steps]}, and of {@code post-backup.d}.
 *
 * @param pre run before
 * @param post run after, whatever has become of the backup
 */
public record BackupSteps(List<Step> pre, List<Step> post) {
    /** Nothing is run. */
    public static final BackupSteps NONE = new BackupSteps(List.of(), List.of());

    private static final String PRE_FOLDER = "pre-backup.d";
    private static final String POST_FOLDER = "post-backup.d";

    public BackupSteps {
        pre = List.copyOf(pre);
        post = List.copyOf(post);
    }

    /**
     * @param user who runs them
     * @throws IOException if somebody else may change what would be run; it is named
     */
    public static BackupSteps of(
            Locations locations, ClientConfig config, Optional<JobSettings> job, long user)
            throws IOException {
        if (config.hasCommands()) {
            StepFolder.require(locations.clientToml(), user);
        }
        StepSettings all = config.steps();
        Set<String> optional = new HashSet<>(all.optional());
        job.ifPresent(each -> optional.addAll(each.steps().optional()));
        Collector pre = new Collector(all, optional, new ArrayList<>());
        pre.executables(locations.config().resolve(PRE_FOLDER), user);
        pre.lines(all.pre());
        job.ifPresent(each -> pre.lines(each.steps().pre()));
        Collector post = new Collector(all, optional, new ArrayList<>());
        job.ifPresent(each -> post.lines(each.steps().post()));
        post.lines(all.post());
        post.executables(locations.config().resolve(POST_FOLDER), user);
        return new BackupSteps(pre.steps(), post.steps());
    }

    private record Collector(StepSettings settings, Set<String> optional, List<Step> steps) {
        void executables(Path folder, long user) throws IOException {
            for (Path each : StepFolder.executables(folder, user)) {
                String name = String.valueOf(each.getFileName());
                steps.add(Step.of(each, weight(name), settings.deadline()));
            }
        }

        void lines(List<String> lines) {
            lines.forEach(line -> steps.add(Step.ofLine(line, weight(line), settings.deadline())));
        }

        private Weight weight(String name) {
            return optional.contains(name) ? Weight.OPTIONAL : Weight.REQUIRED;
        }
    }
}
