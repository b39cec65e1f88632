package dev.holdfast.client.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
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
}
