package dev.holdfast.client.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.client.config.ClientConfig;
import dev.holdfast.client.config.Locations;
import dev.holdfast.client.steps.StepFacts.Ending;
import dev.holdfast.model.Series;
import dev.holdfast.platform.linux.ThisProcess;
import dev.holdfast.platform.steps.Step;
import dev.holdfast.platform.steps.Step.Weight;
import dev.holdfast.platform.steps.StepResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepsTest {
    private static final StepFacts FACTS =
            new StepFacts(new Series("db"), true, Instant.parse("2026-11-20T03:30:00.5Z"), "0.1.0");

    @TempDir Path folder;

    private final List<StepResult> told = new ArrayList<>();
    private Locations locations;

    @BeforeEach
    void locate() {
        locations = new Locations(folder, folder.resolve("state"), folder.resolve("cache"));
    }

    private void executable(String name, String script) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private BackupSteps steps(String toml) throws IOException {
        Files.writeString(locations.clientToml(), toml);
        ClientConfig config = ClientConfig.load(locations.clientToml());
        return BackupSteps.of(
                locations, config, config.jobs().stream().findFirst(), ThisProcess.user());
    }

    private AroundBackup around(BackupSteps steps) {
        return new AroundBackup(steps, FACTS, told::add);
    }

    @Test
    void theStepsOfAllBackupsEncloseThoseOfTheJob() throws IOException {
        executable("pre-backup.d/10-first", "");
        executable("post-backup.d/90-last", "");
        BackupSteps steps =
                steps(
                        """
                        [steps]
                        pre = ["all before"]
                        post = ["all after"]
                        optional = ["10-first"]
                        [job.db]
                        paths = ["/srv"]
                        pre = ["job before"]
                        post = ["job after"]
                        optional = ["job after"]
                        """);
        assertThat(steps.pre())
                .extracting(Step::name)
                .containsExactly("10-first", "all before", "job before");
        assertThat(steps.post())
                .extracting(Step::name)
                .containsExactly("job after", "all after", "90-last");
        assertThat(steps.pre())
                .extracting(Step::weight)
                .containsExactly(Weight.OPTIONAL, Weight.REQUIRED, Weight.REQUIRED);
        assertThat(steps.post())
                .extracting(Step::weight)
                .containsExactly(Weight.OPTIONAL, Weight.REQUIRED, Weight.REQUIRED);
    }

    @Test
    void aFileOfCommandsThatOthersMayWriteIsRefused() throws IOException {
        steps("[steps]\npre = ['true']\n");
        Files.setPosixFilePermissions(
                locations.clientToml(), PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThat(steps("").pre()).isEmpty();
        assertThatThrownBy(() -> steps("[steps]\npre = ['true']\n"))
                .hasMessageContaining("others may write to " + locations.clientToml());
        assertThatThrownBy(() -> steps("[job.db]\nstdin = 'db'\ncommand = ['true']\n"))
                .hasMessageContaining("others may write to " + locations.clientToml());
    }

    @Test
    void aFailedStepBeforeStopsTheRunAndWhatComesAfterLearnsOfIt() throws IOException {
        AroundBackup around =
                around(
                        steps(
                                """
                                [steps]
                                pre = ["printf 'no\\\\033[2Jtape'; exit 3", "never"]
                                post = ["env"]
                                """));
        assertThatThrownBy(around::begin)
                .hasMessageStartingWith("the backup was not begun: step printf ")
                .hasMessageContaining(" failed with exit code 3 after ")
                .hasMessageEndingWith(": no\\x1b[2Jtape");
        assertThat(around.end(new Ending.Failed("why\never"))).isEmpty();
        assertThat(told).hasSize(2);
        assertThat(told.getLast().lines())
                .contains(
                        "HOLDFAST_STEP=post-backup",
                        "HOLDFAST_SERIES=db",
                        "HOLDFAST_JOB=db",
                        "HOLDFAST_STARTED=2026-11-20T03:30:00Z",
                        "HOLDFAST_OUTCOME=failed",
                        "HOLDFAST_ERROR=why\\never");
    }

    @Test
    void whatComesAfterRunsOnceAndOnlyIfSomethingWasBegun() throws IOException {
        AroundBackup around = around(steps("[steps]\npost = ['exit 1', 'true']\n"));
        Ending failed = new Ending.Failed("why");
        assertThat(around.end(failed)).isEmpty();
        around.begin();
        assertThat(around.end(failed))
                .hasValueSatisfying(
                        sentence -> assertThat(sentence).contains("failed with exit code 1"));
        assertThat(around.end(failed)).isEmpty();
        assertThat(told).hasSize(2);
    }

    @Test
    void whatIsInterruptedEndsWithWhatComesAfter() throws IOException {
        AroundBackup around = around(steps("[steps]\npre = ['true']\npost = ['env']\n"));
        around.begin();
        around.interrupt();
        assertThat(told.getLast().lines()).contains("HOLDFAST_ERROR=interrupted");
        assertThatThrownBy(around::begin).hasMessageContaining("step true was aborted");
        assertThat(around.end(new Ending.Failed("late"))).isEqualTo(Optional.empty());
    }
}
