package dev.holdfast.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.server.log.Repeats.Kind;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepeatsTest {
    private static final Instant NOW = Instant.parse("2026-11-20T04:00:00Z");

    private Repeats repeats = Repeats.NONE;

    private List<String> add(Kind kind, String text, int seconds) {
        Repeats.Step step = repeats.add(kind, text, NOW.plusSeconds(seconds));
        repeats = step.next();
        return step.lines().stream().map(LogLine::text).toList();
    }

    @Test
    void firstIsWrittenAndThoseLikeItAreCountedForAnHour() {
        assertThat(add(Kind.NOISE, "refused", 0)).containsExactly("refused");
        assertThat(add(Kind.NOISE, "refused", 1)).isEmpty();
        assertThat(add(Kind.NOISE, "refused", 3599)).isEmpty();
        assertThat(add(Kind.NOISE, "refused", 3600))
                .containsExactly(
                        "refused (2 more like this since 2026-11-20T04:00:00Z)", "refused");
        assertThat(add(Kind.NOISE, "refused", 3601)).isEmpty();
    }

    @Test
    void ofThoseThatWereCountedTheLastIsTold() {
        add(Kind.NOISE, "session ended, 0 new bytes", 0);
        add(Kind.NOISE, "session ended, 26525 new bytes", 1);
        assertThat(add(Kind.FACT, "later", 3600))
                .containsExactly(
                        "session ended, 26525 new bytes (1 more like this since"
                                + " 2026-11-20T04:00:00Z)",
                        "later");
    }

    @Test
    void whatCameOnceIsNotToldAgain() {
        add(Kind.NOISE, "refused", 0);
        assertThat(add(Kind.NOISE, "ended", 3600)).containsExactly("ended");
        assertThat(repeats.open()).hasSize(1);
    }

    @Test
    void noiseIsAlikeWhenOnlyNumbersDifferAndFactsOnlyWhenTheyAreTheSame() {
        add(Kind.NOISE, "ended, 17 bytes", 0);
        assertThat(add(Kind.NOISE, "ended, 4 bytes", 1)).isEmpty();
        add(Kind.FACT, "expired snapshot 1", 2);
        assertThat(add(Kind.FACT, "expired snapshot 2", 3)).containsExactly("expired snapshot 2");
        assertThat(add(Kind.FACT, "expired snapshot 2", 4)).isEmpty();
        assertThat(add(Kind.FACT, "ended, 17 bytes", 5)).containsExactly("ended, 17 bytes");
    }

    @Test
    void noiseIsAlikeWhenOnlyAddressesDiffer() {
        add(Kind.NOISE, "web1 from 2001:db8::a: may not come from 2001:db8:0:0:0:0:0:a", 0);
        assertThat(add(Kind.NOISE, "web1 from ::1: may not come from 0:0:0:0:0:0:0:1", 1))
                .isEmpty();
        assertThat(add(Kind.NOISE, "web1 from 192.0.2.7: may not list", 2)).hasSize(1);
    }

    @Test
    void whatIsOverIsToldWithoutAnotherLine() {
        add(Kind.NOISE, "refused", 0);
        add(Kind.NOISE, "refused", 1);
        assertThat(repeats.due(NOW.plusSeconds(3599)).lines()).isEmpty();
        Repeats.Step over = repeats.due(NOW.plusSeconds(3600));
        assertThat(over.lines())
                .extracting(LogLine::text)
                .containsExactly("refused (1 more like this since 2026-11-20T04:00:00Z)");
        assertThat(over.next()).isEqualTo(Repeats.NONE);
    }

    @Test
    void onlySoManyKindsOfNoiseAreToldApartAndEveryFactIsWritten() {
        int written = 0;
        for (int i = 0; i < 1000; i++) {
            written += add(Kind.NOISE, "version " + "x".repeat(i), 1).size();
        }
        assertThat(written).isEqualTo(Repeats.NOISE_MAX + 1);
        for (int i = 0; i < 1000; i++) {
            assertThat(add(Kind.FACT, "expired snapshot " + i, 2)).hasSize(1);
        }
        assertThat(repeats.open()).hasSize(Repeats.OPEN_MAX);
        assertThat(add(Kind.FACT, "last", 3602))
                .containsExactly(
                        "other lines of other kinds (935 more like this since"
                                + " 2026-11-20T04:00:01Z)",
                        "last");
    }

    @Test
    void clockThatGoesBackEndsTheCount() {
        add(Kind.NOISE, "refused", 10);
        add(Kind.NOISE, "refused", 11);
        assertThat(add(Kind.NOISE, "refused", 9)).hasSize(2);
    }

    @Test
    void whatIsRememberedIsReadAgain() {
        add(Kind.NOISE, "web1 from ::1: refused: no (1 time)", 0);
        add(Kind.NOISE, "web1 from ::1: refused: no (2 times)", 1);
        add(Kind.NOISE, "web1 from ::1: refused: no (3 time)", 2);
        add(Kind.FACT, "maintenance: ", 3);
        assertThat(Repeats.parse(repeats.toText())).isEqualTo(repeats);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "rubbish", "FACT a b c d", "LOUD %1$s %1$s 1 x", "FACT %1$s 1"})
    void whatIsDamagedCountsAnew(String text) {
        assertThat(Repeats.parse(text.formatted(NOW))).isEqualTo(Repeats.NONE);
    }
}
