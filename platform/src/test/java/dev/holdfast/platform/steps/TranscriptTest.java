package dev.holdfast.platform.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TranscriptTest {
    private static final int ALL = Transcript.FIRST_MAX + Transcript.LAST_MAX;

    private static List<String> after(int lines) {
        Transcript transcript = new Transcript();
        IntStream.range(0, lines).forEach(i -> transcript.accept("line " + i));
        return transcript.lines();
    }

    @Test
    void asManyLinesAsThereIsRoomForAreAllKept() {
        assertThat(after(0)).isEmpty();
        assertThat(after(1)).containsExactly("line 0");
        assertThat(after(ALL)).hasSize(ALL).startsWith("line 0").endsWith("line " + (ALL - 1));
    }

    @Test
    void ofMoreLinesThoseInTheMiddleAreLeftOut() {
        assertThat(after(ALL + 1))
                .hasSize(ALL + 1)
                .startsWith("line 0")
                .contains("… 1 lines left out …")
                .doesNotContain("line " + Transcript.FIRST_MAX)
                .endsWith("line " + ALL);
        assertThat(after(ALL + 1000)).hasSize(ALL + 1).contains("… 1000 lines left out …");
    }

    @Test
    void aLongLineIsCutBetweenCharacters() {
        Transcript transcript = new Transcript();
        transcript.accept("x".repeat(Transcript.LINE_LENGTH_MAX));
        transcript.accept("x".repeat(Transcript.LINE_LENGTH_MAX + 1));
        transcript.accept("x".repeat(Transcript.LINE_LENGTH_MAX - 1) + "\ud83d\ude00");
        assertThat(transcript.lines())
                .containsExactly(
                        "x".repeat(Transcript.LINE_LENGTH_MAX),
                        "x".repeat(Transcript.LINE_LENGTH_MAX) + "…",
                        "x".repeat(Transcript.LINE_LENGTH_MAX - 1) + "…");
    }
}
