package dev.holdfast.client.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
    @ParameterizedTest
    @ValueSource(strings = {"hourly", "daily", "weekly", "off", "00:00", "03:30", "23:59"})
    void whatIsReadIsWrittenTheSameWay(String text) {
        assertThat(Schedule.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Daily", "monthly", "24:00", "3:60", "03:30:00", "3", "03:30 "})
    void anythingElseIsNoSchedule(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schedule.parse(text))
                .withMessageStartingWith("not a schedule: '" + text + "' (hourly, daily");
    }

    @ParameterizedTest
    @CsvSource({"hourly, 3", "daily, 26", "03:30, 26", "weekly, 170"})
    void aBackupIsExpectedInTheTimeBetweenTwoAndALittleMore(String text, long hours) {
        assertThat(Schedule.parse(text).within()).contains(Duration.ofHours(hours));
    }

    @Test
    void nothingIsExpectedOfWhatIsOff() {
        assertThat(new Schedule.Off().within()).isEmpty();
    }
}
