package dev.holdfast.server.steps;

import dev.holdfast.model.ClientName;
import dev.holdfast.model.GroupName;
import dev.holdfast.platform.steps.Step;
import dev.holdfast.platform.steps.Step.Weight;
import dev.holdfast.platform.steps.StepFolder;
import dev.holdfast.server.slots.SessionPolicy.StepTime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the steps of a client are: in {@code prepare.d} and {@code complete.d} of the folder for
 * all, of its group's, and of its own. Before a backup they run in this order, after it in the
 * opposite one.
 *
 * @param folder {@code steps}, beside {@code server.toml}
 * @param user who runs them
 * @param time that they may take
 */
public record ServerSteps(
        Path folder, ClientName client, Optional<GroupName> group, long user, StepTime time) {
    private static final String PREPARE = "prepare.d";
    private static final String COMPLETE = "complete.d";

    /**
     * What is run before a backup.
     *
     * @throws IOException if somebody else may change one of them
     */
    List<Step> prepare() throws IOException {
        return steps(folders(), PREPARE);
    }

    /**
     * What is run after a backup.
     *
     * @throws IOException if somebody else may change one of them
     */
    List<Step> complete() throws IOException {
        return steps(folders().reversed(), COMPLETE);
    }

    private List<Path> folders() {
        List<Path> folders = new ArrayList<>();
        folders.add(folder);
        group.map(name -> folder.resolve("groups").resolve(name.value())).ifPresent(folders::add);
        folders.add(folder.resolve("clients").resolve(client.value()));
        return folders;
    }

    private List<Step> steps(List<Path> folders, String name) throws IOException {
        List<Step> steps = new ArrayList<>();
        for (Path each : folders) {
            for (Path executable : StepFolder.executables(each.resolve(name), user)) {
                steps.add(Step.of(executable, Weight.REQUIRED, time.each()));
            }
        }
        return steps;
    }
}
