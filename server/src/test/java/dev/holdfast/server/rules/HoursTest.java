package dev.holdfast.server.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HoursTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static Hours hours(String text, int slackMinutes) {
        return new Hours(Window.parseAll(text), BERLIN, Duration.ofMinutes(slackMinutes));
    }

    private static Instant inBerlin(String time) {
        return LocalDateTime.parse(time).atZone(BERLIN).toInstant();
    }

    /** 2026-11-16 is a Monday. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "22:00-05:30             |  0 | 2026-11-16T21:59:59 | false",
                "22:00-05:30             |  0 | 2026-11-16T22:00    | true",
                "22:00-05:30             |  0 | 2026-11-17T00:00    | true",
                "22:00-05:30             |  0 | 2026-11-17T05:29:59 | true",
                "22:00-05:30             |  0 | 2026-11-17T05:30    | false",
                "22:00-05:30             | 15 | 2026-11-16T21:44:59 | false",
                "22:00-05:30             | 15 | 2026-11-16T21:45    | true",
                "22:00-05:30             | 15 | 2026-11-17T05:44:59 | true",
                "22:00-05:30             | 15 | 2026-11-17T05:45    | false",
                "00:00-24:00             |  0 | 2026-11-17T00:00    | true",
                "0:00-1:00               |  0 | 2026-11-17T01:00    | false",
                "0:00-1:00               | 15 | 2026-11-16T23:45    | true",
                "23:00-24:00             |  0 | 2026-11-16T23:59:59 | true",
                "23:00-24:00             |  0 | 2026-11-17T00:00    | false",
                "Mon-Fri 22:00-05:30,Sat |  0 | 2026-11-20T22:00    | true",
                "Mon-Fri 22:00-05:30,Sat |  0 | 2026-11-21T05:29    | true",
                "Mon-Fri 22:00-05:30,Sat |  0 | 2026-11-21T12:00    | true",
                "Mon-Fri 22:00-05:30,Sat |  0 | 2026-11-21T23:59:59 | true",
                "Mon-Fri 22:00-05:30,Sat |  0 | 2026-11-22T00:00    | false",
                "Mon-Fri 22:00-05:30,Sat |  0 | 2026-11-16T05:00    | false",
                "Sun 22:00-05:30         |  0 | 2026-11-16T05:00    | true",
                "Sat-Mon 10:00-11:00     |  0 | 2026-11-22T10:30    | true",
                "Sat-Mon 10:00-11:00     |  0 | 2026-11-17T10:30    | false",
                "Mon Wed 10:00-11:00     |  0 | 2026-11-18T10:30    | true",
                "Mon Wed 10:00-11:00     |  0 | 2026-11-17T10:30    | false",
                "mon 10:00-11:00         |  0 | 2026-11-16T10:30    | true",
                "Sun 23:00-22:59         |720 | 2026-11-17T10:58    | true",
                "Sun 23:00-22:59         |720 | 2026-11-17T10:59    | false",
            })
    void windowIsOpenFromItsFirstMomentToBeforeItsEnd(
            String text, int slack, String now, boolean isOpen) {
        assertThat(hours(text, slack).areOpen(inBerlin(now))).isEqualTo(isOpen);
    }

    /** Clocks go from 02:00 to 03:00 on 2026-03-29, and from 03:00 to 02:00 on 2026-10-25. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "22:00-02:30 | 2026-03-29T01:59+01:00 | true",
                "22:00-02:30 | 2026-03-29T03:29+02:00 | true",
                "22:00-02:30 | 2026-03-29T03:30+02:00 | false",
                "02:15-02:45 | 2026-03-29T03:14+02:00 | false",
                "02:15-02:45 | 2026-03-29T03:15+02:00 | true",
                "02:15-02:45 | 2026-03-29T03:45+02:00 | false",
                "22:00-02:30 | 2026-10-25T02:29+02:00 | true",
                "22:00-02:30 | 2026-10-25T02:31+02:00 | true",
                "22:00-02:30 | 2026-10-25T02:29+01:00 | true",
                "22:00-02:30 | 2026-10-25T02:30+01:00 | false",
                "02:30-04:00 | 2026-10-25T02:29+02:00 | false",
                "02:30-04:00 | 2026-10-25T02:30+02:00 | true",
                "02:30-04:00 | 2026-10-25T02:10+01:00 | true",
                "Sun         | 2026-10-25T23:59+01:00 | true",
                "Sun         | 2026-10-26T00:00+01:00 | false",
            })
    void onTheDaysWhenClocksChangeNoWindowIsShorterThanItSays(
            String text, String now, boolean isOpen) {
        Instant instant = OffsetDateTime.parse(now).toInstant();
        assertThat(hours(text, 0).areOpen(instant)).isEqualTo(isOpen);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "22:00-05:30     |  0 | 2026-11-16T12:00 | 2026-11-16T22:00",
                "22:00-05:30     | 15 | 2026-11-16T12:00 | 2026-11-16T21:45",
                "22:00-05:30     |  0 | 2026-11-16T22:00 | 2026-11-17T22:00",
                "Sat 01:00-02:00 |  0 | 2026-11-21T02:00 | 2026-11-28T01:00",
                "Sat, Sun        |  0 | 2026-11-16T02:00 | 2026-11-21T00:00",
                "0:10-1:00       | 15 | 2026-11-16T12:00 | 2026-11-16T23:55",
            })
    void nextOpeningIsTheFirstThatIsStillToCome(String text, int slack, String now, String next) {
        assertThat(hours(text, slack).nextOpening(inBerlin(now))).contains(inBerlin(next));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "22:00",
                "22:00-",
                "22:00-22:00",
                "00:00-00:00",
                "24:00-05:00",
                "24:01-05:00",
                "22:60-05:00",
                "22:00-25:00",
                "22-5",
                "Mo 22:00-05:30",
                "Mon-Tue-Wed",
                "Mon- 22:00-05:30",
                "22:00-05:30 Mon",
                "22:00-05:30 23:00-24:00",
                "weekdays",
            })
    void nothingElseIsHours(String text) {
        assertThatThrownBy(() -> Window.parseAll(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not hours such as");
    }

    @Test
    void daysBeforeACommaAreNotTakenForWholeDaysByMistake() {
        assertThatThrownBy(() -> Window.parseAll("Mon, Wed 10:00-12:00"))
                .hasMessageContaining("'Mon Wed 10:00-12:00'");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 721})
    void slackHasBounds(int minutes) {
        assertThatThrownBy(() -> hours("22:00-05:30", minutes))
                .hasMessage("slack must be within 0 and 720 minutes");
    }
}
