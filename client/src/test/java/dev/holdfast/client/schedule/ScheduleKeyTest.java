package dev.holdfast.client.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScheduleKeyTest {
    private static final Schedule HALF_PAST_THREE = Schedule.parse("03:30");

    @Test
    void anEmptyTextGetsTheSection() {
        assertThat(ScheduleKey.set("", "backup", HALF_PAST_THREE))
                .isEqualTo("[backup]\nschedule = \"03:30\"\n");
    }

    @Test
    void allElseStaysAsSomebodyWroteIt() {
        String text =
                """
                # ours
                [job.db]   # the database
                paths = ["/srv"]
                schedule = "daily"

                [ backup ]
                  schedule="hourly" # too often
                exclude-caches = true
                """;
        assertThat(ScheduleKey.set(text, "backup", HALF_PAST_THREE))
                .isEqualTo(
                        """
                        # ours
                        [job.db]   # the database
                        paths = ["/srv"]
                        schedule = "daily"

                        [ backup ]
                        schedule = "03:30"
                        exclude-caches = true
                        """);
        assertThat(ScheduleKey.set(text, "job.db", new Schedule.Off()))
                .contains("[job.db]   # the database\nschedule = \"off\"\npaths")
                .doesNotContain("daily")
                .contains("hourly");
    }

    @Test
    void aSectionThatIsNotThereIsAdded() {
        assertThat(ScheduleKey.set("[retry]\nminutes = 1", "backup", HALF_PAST_THREE))
                .isEqualTo("[retry]\nminutes = 1\n\n[backup]\nschedule = \"03:30\"\n");
    }
}
