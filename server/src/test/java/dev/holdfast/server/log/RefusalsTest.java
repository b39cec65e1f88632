package dev.holdfast.server.log;

import static dev.holdfast.server.Samples.NOW;
import static dev.holdfast.server.Samples.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.platform.durable.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A thousand refusals are told once, and counted. */
class RefusalsTest {
    private static final Instant NEXT_DAY = NOW.plus(Duration.ofDays(1));

    @TempDir Path folder;
    private Volume root;

    @BeforeEach
    void open() throws IOException {
        root = Volume.on(folder);
    }

    private List<String> add(int client, String sentence, Instant now) throws IOException {
        return Refusals.of(root, id(client)).add(List.of(sentence), now);
    }

    @Test
    void theFirstOfAKindIsToldAtOnceAndTheCountADayLater() throws IOException {
        assertThat(add(1, "may not come from 192.0.2.1", NOW)).hasSize(1);
        for (int i = 0; i < 999; i++) {
            assertThat(add(1, "may not come from 192.0.2." + i % 256, NOW.plusSeconds(i)))
                    .isEmpty();
        }
        assertThat(Refusals.of(root, id(1)).due(NEXT_DAY.minusSeconds(1))).isEmpty();
        assertThat(Refusals.of(root, id(1)).due(NEXT_DAY))
                .containsExactly(
                        "may not come from 192.0.2.230 (999 more like this since %s)"
                                .formatted(NOW));
        assertThat(Refusals.of(root, id(1)).due(NEXT_DAY)).isEmpty();
        assertThat(add(1, "may not come from 192.0.2.1", NEXT_DAY)).hasSize(1);
    }

    @Test
    void kindsClientsAndStrangersAreToldApart() throws IOException {
        assertThat(add(1, "may not list", NOW)).hasSize(1);
        assertThat(add(1, "may not restore", NOW)).hasSize(1);
        assertThat(add(2, "may not list", NOW)).hasSize(1);
        assertThat(Refusals.ofStrangers(root).add(List.of("may not list"), NOW)).hasSize(1);
    }

    @Test
    void whatIsForgottenOrDamagedBeginsAnew() throws IOException {
        add(1, "may not list", NOW);
        Files.writeString(folder.resolve("log/%s.refused".formatted(id(1))), "rubbish");
        assertThat(add(1, "may not list", NOW)).hasSize(1);
        SessionLog.forget(root, id(1));
        assertThat(folder.resolve("log")).isEmptyDirectory();
    }

    @Test
    void ofWhomNothingWasRefusedNothingIsKept() throws IOException {
        assertThat(Refusals.of(root, id(1)).due(NOW)).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }
}
