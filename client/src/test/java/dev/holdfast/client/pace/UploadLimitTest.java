package dev.holdfast.client.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalTime;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UploadLimitTest {
    private static final long SECOND = 1_000_000_000L;

    @ParameterizedTest
    @CsvSource({
        "07:59, 2097152", "08:00, 512000", "17:59, 512000", "18:00, 2097152", "21:59, 2097152",
        "22:00, -1", "23:59, -1", "00:00, -1", "05:59, -1", "06:00, 2097152",
    })
    void theFirstHoursThatATimeLiesInCount(String time, long expected) {
        UploadLimit limit =
                UploadLimit.parse(
                        "2 M",
                        List.of("08:00-18:00 500K", "22:00-6:00 unlimited", "9:00-10:00 1M"));
        OptionalLong rate = expected < 0 ? OptionalLong.empty() : OptionalLong.of(expected);
        assertThat(limit.at(LocalTime.parse(time))).isEqualTo(rate);
        assertThat(limit.limits()).isTrue();
    }

    @Test
    void whatBeginsAndEndsAtTheSameTimeIsAllDay() {
        UploadLimit limit = UploadLimit.parse("unlimited", List.of("00:00-00:00 1K"));
        assertThat(limit.at(LocalTime.MIDNIGHT)).hasValue(1024);
        assertThat(limit.at(LocalTime.NOON)).hasValue(1024);
        assertThat(UploadLimit.NONE.limits()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fast", "0", "1023", "0.9 K", "-1", "2 T", "2 M/s", "1e9"})
    void whatIsNoRateIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UploadLimit.parse(text, List.of()))
                .withMessageStartingWith("not a rate such as '2 M'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "8-18 1M", "08:00-25:00 1M", "08:00-18:00", "08:60-09:00 1M"})
    void whatAreNoHoursIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UploadLimit.parse("unlimited", List.of(text)))
                .withMessageStartingWith("not hours with a rate");
    }

    @Test
    void theRateIsKeptOnAverageAndAfterAPauseOnlyASecondsWorthGoesAtOnce() {
        Pacer pacer = new Pacer(0);
        assertThat(pacer.wait(500, 1000, 0)).isZero();
        assertThat(pacer.wait(500, 1000, 0)).isEqualTo(SECOND / 2);
        assertThat(pacer.wait(500, 1000, SECOND / 2)).isEqualTo(SECOND / 2);
        assertThat(pacer.wait(500, 1000, 2 * SECOND)).isZero();
        long later = 100 * SECOND;
        assertThat(pacer.wait(1000, 1000, later)).isZero();
        assertThat(pacer.wait(1, 1000, later)).isZero();
        assertThat(pacer.wait(1, 1000, later)).isEqualTo(SECOND / 1000);
    }
}
