package dev.holdfast.server.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.model.ClientId;
import dev.holdfast.model.ClientName;
import dev.holdfast.model.GroupName;
import dev.holdfast.model.Series;
import dev.holdfast.model.SessionId;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.platform.linux.ThisProcess;
import dev.holdfast.platform.steps.Step;
import dev.holdfast.server.slots.SessionPolicy.StepTime;
import dev.holdfast.server.steps.SessionFacts.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerStepsTest {
    private static final ClientId CLIENT = ClientId.of(new byte[ClientId.SIZE]);
    private static final Snapshot.Origin ORIGIN =
            new Snapshot.Origin(CLIENT, Series.SYSTEM, new SessionId(new UUID(0, 7)));

    private static final Optional<GroupName> WEB = Optional.of(new GroupName("web"));

    @TempDir Path folder;

    private ServerSteps steps(Optional<GroupName> group) {
        StepTime time = new StepTime(Duration.ofMinutes(5), Duration.ofMinutes(7));
        return new ServerSteps(folder, new ClientName("web1"), group, ThisProcess.user(), time);
    }

    private void executable(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void stepsOfAllEncloseThoseOfTheGroupAndTheseThoseOfTheClient() throws IOException {
        for (String when : new String[] {"prepare.d/", "complete.d/"}) {
            executable(when + "all");
            executable("groups/web/" + when + "group");
            executable("groups/db/" + when + "other-group");
            executable("clients/web1/" + when + "own");
            executable("clients/web2/" + when + "others");
        }
        ServerSteps grouped = steps(WEB);
        assertThat(grouped.prepare()).extracting(Step::name).containsExactly("all", "group", "own");
        assertThat(grouped.complete())
                .extracting(Step::name)
                .containsExactly("own", "group", "all");
        assertThat(steps(Optional.empty()).prepare())
                .extracting(Step::name)
                .containsExactly("all", "own");
    }

    @Test
    void whatOthersMayChangeIsNotRun() throws IOException {
        executable("prepare.d/all");
        Files.setPosixFilePermissions(
                folder.resolve("prepare.d"), PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatThrownBy(() -> steps(Optional.empty()).prepare())
                .hasMessageContaining("others may write to");
    }

    @Test
    void theFactsTellWhoCameAndHowItEnded() {
        SessionFacts facts =
                new SessionFacts(steps(WEB), CLIENT, "\u001b[2J", Path.of("/srv/backups"));
        assertThat(facts.before(ORIGIN))
                .containsEntry("HOLDFAST_STEP", "prepare")
                .containsEntry("HOLDFAST_CLIENT", "web1")
                .containsEntry("HOLDFAST_CLIENT_ID", CLIENT.toString())
                .containsEntry("HOLDFAST_GROUP", "web")
                .containsEntry("HOLDFAST_ADDRESS", "\\x1b[2J")
                .containsEntry("HOLDFAST_SERIES", "system")
                .containsEntry("HOLDFAST_SESSION", ORIGIN.session().toString())
                .containsEntry("HOLDFAST_ROOT", "/srv/backups")
                .hasSize(8);
        Snapshot.Figures figures = new Snapshot.Figures(3, 4, 5, 1);
        assertThat(facts.after(ORIGIN, new Ending(OptionalLong.of(9), Optional.of(figures), 5)))
                .containsEntry("HOLDFAST_STEP", "complete")
                .containsEntry("HOLDFAST_OUTCOME", "gaps")
                .containsEntry("HOLDFAST_SNAPSHOT", "9")
                .containsEntry("HOLDFAST_ENTRIES", "3")
                .containsEntry("HOLDFAST_BYTES", "4")
                .containsEntry("HOLDFAST_UNREAD", "1")
                .containsEntry("HOLDFAST_NEW_BYTES", "5");
        assertThat(facts.after(ORIGIN, new Ending(OptionalLong.empty(), Optional.of(figures), 5)))
                .containsEntry("HOLDFAST_OUTCOME", "failed")
                .doesNotContainKeys("HOLDFAST_SNAPSHOT", "HOLDFAST_ENTRIES");
    }
}
