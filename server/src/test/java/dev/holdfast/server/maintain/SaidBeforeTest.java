package dev.holdfast.server.maintain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.platform.durable.Volume;
import dev.holdfast.testkit.SimulatedVolume;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SaidBeforeTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final List<String> BAD = List.of("a disc is full", "a file is lost");

    private final Volume root = new SimulatedVolume();
    private final SaidBefore said = new SaidBefore(root);

    @Test
    void nothingIsNeverNews() throws IOException {
        assertThat(said.isNews(List.of(), NOW)).isFalse();
        assertThat(root.exists("maintain.json")).isFalse();
    }

    @Test
    void somethingIsNewsOnceADay() throws IOException {
        assertThat(said.isNews(BAD, NOW)).isTrue();
        assertThat(said.isNews(BAD, NOW.plusSeconds(1))).isFalse();
        assertThat(said.isNews(BAD, NOW.plus(Duration.ofHours(23)))).isFalse();
        assertThat(said.isNews(BAD, NOW.plus(Duration.ofHours(23)).plusSeconds(1))).isTrue();
        assertThat(said.isNews(BAD, NOW.plus(Duration.ofHours(24)))).isFalse();
    }

    @Test
    void somethingElseIsNewsAtOnceAndSoIsWhatComesBack() throws IOException {
        assertThat(said.isNews(BAD, NOW)).isTrue();
        assertThat(said.isNews(BAD.subList(0, 1), NOW)).isTrue();
        assertThat(said.isNews(List.of(), NOW)).isFalse();
        assertThat(said.isNews(BAD.subList(0, 1), NOW)).isTrue();
    }

    @Test
    void aClockThatWentBackSilencesNothing() throws IOException {
        assertThat(said.isNews(BAD, NOW.plus(Duration.ofDays(9_000)))).isTrue();
        assertThat(said.isNews(BAD, NOW)).isTrue();
        assertThat(said.isNews(BAD, NOW)).isFalse();
    }

    @Test
    void aDamagedMemoryOnlyRepeats() throws IOException {
        said.isNews(BAD, NOW);
        root.replace("maintain.json", new byte[] {1, 2, 3});
        assertThat(said.isNews(BAD, NOW)).isTrue();
    }
}
