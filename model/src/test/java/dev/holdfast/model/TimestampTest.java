package dev.holdfast.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.DateTimeException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampTest {
    @ParameterizedTest
    @ValueSource(strings = {"1969-12-31T23:59:59.999999999Z", "1970-01-01T00:00:00Z"})
    void instantComesBack(String time) {
        Instant instant = Instant.parse(time);
        assertThat(Timestamp.of(instant).toInstant()).isEqualTo(instant);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1_000_000_000})
    void nanosecondsBeyondASecondAreRefused(int nanoseconds) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new Timestamp(0, nanoseconds));
    }

    @Test
    void timesOfTheKernelMayBeBeyondAnyInstant() {
        Timestamp last = new Timestamp(Long.MAX_VALUE, Timestamp.NANOSECONDS_MAX);
        assertThatExceptionOfType(DateTimeException.class).isThrownBy(last::toInstant);
    }

    @Test
    void timesAreOrdered() {
        assertThat(new Timestamp(-1, 5)).isLessThan(new Timestamp(0, 0));
        assertThat(new Timestamp(0, 5)).isLessThan(new Timestamp(0, 6));
        assertThat(new Timestamp(Long.MIN_VALUE, 0)).isLessThan(new Timestamp(Long.MAX_VALUE, 0));
    }
}
