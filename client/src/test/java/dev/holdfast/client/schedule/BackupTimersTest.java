package dev.holdfast.client.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.client.schedule.BackupTimers.Entry;
import dev.holdfast.client.schedule.BackupTimers.State;
import dev.holdfast.model.ClientId;
import dev.holdfast.model.Series;
import dev.holdfast.platform.process.Command;
import dev.holdfast.platform.process.CommandResult;
import dev.holdfast.platform.timer.TimerHost;
import dev.holdfast.platform.timer.TimerInstall;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackupTimersTest {
    private static final Entry MACHINE = new Entry(Series.SYSTEM, Schedule.Every.DAY);
    private static final Entry JOB = new Entry(new Series("db"), Schedule.Every.WEEK);
    private static final LocalTime MORNING = LocalTime.of(6, 0);
    private static final Path STAMP = Path.of("/var/lib/timer");

    @TempDir Path folder;

    private static ClientId client(int number) {
        return ClientId.of(ByteBuffer.allocate(ClientId.SIZE).putInt(number).array());
    }

    private BackupTimers timers(Path running) {
        TimerHost host = new TimerHost(folder.resolve("units"), running, folder.resolve("cron"));
        return new BackupTimers(host, Path.of("/opt/holdfast/holdfast"), folder, client(1));
    }

    private BackupTimers bySystemd() {
        return timers(folder);
    }

    private BackupTimers byCron() throws IOException {
        Files.createDirectories(folder.resolve("cron"));
        return timers(folder.resolve("none"));
    }

    private String text(BackupTimers timers, String file, Entry... entries) {
        return String.valueOf(timers.texts(List.of(entries)).get(folder.resolve(file)));
    }

    @Test
    void theNightIsSpreadOverTheClientsAndEachKeepsItsTime() {
        Set<LocalTime> times = new HashSet<>();
        int[] hours = new int[6];
        for (int i = 0; i < 3000; i++) {
            BackupTimes each = BackupTimes.of(client(i), Series.SYSTEM);
            assertThat(each).isEqualTo(BackupTimes.of(client(i), Series.SYSTEM));
            assertThat(each.time()).isBefore(MORNING);
            times.add(each.time());
            hours[each.time().getHour()]++;
        }
        assertThat(times).hasSizeGreaterThan(355);
        assertThat(IntStream.of(hours).boxed()).allMatch(count -> count > 400 && count < 600);
    }

    @Test
    void theJobsOfAClientAreSpreadToo() {
        assertThat(BackupTimes.of(client(1), Series.SYSTEM))
                .isNotEqualTo(BackupTimes.of(client(1), new Series("db")));
    }

    @Test
    void everyScheduleIsSaidToSystemdAndToCron() {
        BackupTimes times = BackupTimes.of(client(1), Series.SYSTEM);
        int hour = times.time().getHour();
        int minute = times.time().getMinute();
        assertThat(times.when(Schedule.parse("hourly"), STAMP))
                .hasValueSatisfying(when -> {
                    assertThat(when.calendar()).isEqualTo("*-*-* *:%02d:00", minute);
                    assertThat(when.cron()).isEqualTo("%d * * * *", minute);
                });
        assertThat(times.when(Schedule.parse("daily"), STAMP))
                .hasValueSatisfying(when -> {
                    assertThat(when.calendar()).isEqualTo("*-*-* %02d:%02d:00", hour, minute);
                    assertThat(when.cron()).isEqualTo("%d %d * * *", minute, hour);
                });
        assertThat(times.when(Schedule.parse("weekly"), STAMP))
                .hasValueSatisfying(when -> {
                    assertThat(when.calendar())
                            .matches("(Mon|Tue|Wed|Thu|Fri|Sat|Sun) \\*-\\*-\\* .*:00");
                    assertThat(when.cron()).matches("\\d+ \\d+ \\* \\* [0-6]");
                });
        assertThat(times.when(Schedule.parse("23:05"), STAMP))
                .hasValueSatisfying(when -> {
                    assertThat(when.calendar()).isEqualTo("*-*-* 23:05:00");
                    assertThat(when.cron()).isEqualTo("5 23 * * *");
                });
        assertThat(times.when(Schedule.parse("off"), STAMP)).isEmpty();
    }

    @Test
    void aUnitOfSystemdRunsInTheBackgroundAndCatchesUp() {
        assertThat(text(bySystemd(), "units/holdfast-backup.service", MACHINE, JOB))
                .contains("ExecStart=/bin/sh -c \"/opt/holdfast/holdfast backup --quiet\"\n")
                .contains("\nUser=root\n")
                .contains("\nNice=10\nIOSchedulingClass=idle\n");
        assertThat(text(bySystemd(), "units/holdfast-backup.timer", MACHINE, JOB))
                .contains("\nOnCalendar=*-*-* 0")
                .contains("\nPersistent=true\n")
                .doesNotContain("RandomizedDelay");
        assertThat(text(bySystemd(), "units/holdfast-backup-db.service", MACHINE, JOB))
                .contains("/opt/holdfast/holdfast backup --quiet --job db\"");
    }

    @Test
    void aUnitSeesTheMachineAsItIsAndIsPassedOverOnceTheProgramIsRemoved() {
        assertThat(text(bySystemd(), "units/holdfast-backup.service", MACHINE))
                .contains("\nConditionFileIsExecutable=/opt/holdfast/holdfast\n")
                .contains("\nLimitCORE=0\n")
                .doesNotContainPattern("Protect|Private|ReadOnly|ReadWrite|Inaccessible|Temporary");
    }

    @Test
    void systemdFindsNoFaultWithTheUnits() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/systemd-analyze")), "no systemd-analyze");
        TimerInstall.write(bySystemd().texts(List.of(MACHINE, JOB)));
        List<String> words =
                List.of(
                        "systemd-analyze",
                        "verify",
                        "--man=no",
                        folder.resolve("units/holdfast-backup.timer").toString(),
                        folder.resolve("units/holdfast-backup-db.timer").toString());
        CommandResult verdict =
                CommandResult.of(
                        new Command(words, Map.of()),
                        new CommandResult.Limits(100_000, Duration.ofMinutes(1)));
        assertThat(verdict.errors()).filteredOn(line -> line.contains("holdfast")).isEmpty();
        assertThat(verdict.exitCode()).isZero();
    }

    @Test
    void cronGetsOneFileWithALineForEach() throws IOException {
        assertThat(text(byCron(), "cron/holdfast-client", MACHINE, JOB))
                .containsPattern(
                        "\n\\d+ [0-5] \\* \\* \\* root test ! -x '/opt/holdfast/holdfast'"
                                + " \\|\\| \\{"
                                + " touch \\S+/timer-system;"
                                + " nice -n 10 ionice -c 3 /opt/holdfast/holdfast backup --quiet;"
                                + " \\}\n")
                .endsWith(" /opt/holdfast/holdfast backup --quiet --job db; }; }\n");
    }

    @Test
    void cronCatchesUpOnceWithWhatItMissed() throws Exception {
        Path ran = folder.resolve("ran");
        String line =
                text(byCron(), "cron/holdfast-client", MACHINE)
                        .lines()
                        .filter(each -> each.matches("\\d+ \\* \\* \\* \\* root .*"))
                        .findFirst()
                        .orElseThrow()
                        .replace("/opt/holdfast/holdfast backup --quiet", "echo >>" + ran)
                        .replace("'/opt/holdfast/holdfast'", "'/bin/sh'")
                        .replaceFirst("^.* root ", "");
        Path stamp = folder.resolve("timer-system");
        sh(line);
        assertThat(stamp).exists();
        assertThat(ran).doesNotExist();
        Files.setLastModifiedTime(stamp, FileTime.fromMillis(0));
        sh(line);
        sh(line);
        assertThat(ran).hasSize(1);
    }

    private static void sh(String line) throws IOException {
        Command command =
                new Command(List.of("/bin/sh", "-c", line), Map.of("PATH", "/usr/bin:/bin"));
        CommandResult result =
                CommandResult.of(command, new CommandResult.Limits(100_000, Duration.ofMinutes(1)));
        assertThat(result.errors()).isEmpty();
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void aHostThatWasOffForANightCatchesUpAndALongerDayDoesNot() throws IOException {
        assertThat(text(byCron(), "cron/holdfast-client", MACHINE)).contains("-mmin +1530)");
        assertThat(text(byCron(), "cron/holdfast-client", JOB)).contains("-mmin +10170)");
        Entry hourly = new Entry(Series.SYSTEM, Schedule.Every.HOUR);
        assertThat(text(byCron(), "cron/holdfast-client", hourly)).doesNotContain("find");
    }

    @ParameterizedTest
    @CsvSource({
        "hourly, 2026-11-20T10:00, 2026-11-20T10:05",
        "hourly, 2026-11-20T10:05, 2026-11-20T11:05",
        "hourly, 2026-11-20T23:30, 2026-11-21T00:05",
        "daily, 2026-11-20T03:04, 2026-11-20T03:05",
        "daily, 2026-11-20T03:05, 2026-11-21T03:05",
        "weekly, 2026-11-20T03:04, 2026-11-22T03:05",
        "weekly, 2026-11-22T03:04, 2026-11-22T03:05",
        "weekly, 2026-11-22T03:05, 2026-11-29T03:05",
        "23:59, 2026-12-31T23:59, 2027-01-01T23:59",
        "off, 2026-11-20T03:05,",
    })
    void theNextRunIsTheFirstAfterNow(String schedule, String now, @Nullable String next) {
        BackupTimes times = new BackupTimes(LocalTime.of(3, 5), DayOfWeek.SUNDAY);
        assertThat(times.next(Schedule.parse(schedule), utc(now)))
                .isEqualTo(Optional.ofNullable(next).map(BackupTimersTest::utc));
    }

    private static ZonedDateTime utc(String time) {
        return LocalDateTime.parse(time).atZone(ZoneOffset.UTC);
    }

    @Test
    void whatIsInstalledIsKnownAndWhatIsNotWantedAnyMoreGoes() throws IOException {
        BackupTimers timers = byCron();
        assertThat(timers.state(List.of(MACHINE))).isEqualTo(State.DIFFERENT);
        timers.install(List.of(MACHINE));
        assertThat(timers.state(List.of(MACHINE))).isEqualTo(State.INSTALLED);
        assertThat(timers.state(List.of(MACHINE, JOB))).isEqualTo(State.DIFFERENT);
        Entry off = new Entry(Series.SYSTEM, new Schedule.Off());
        assertThat(timers.state(List.of(off))).isEqualTo(State.DIFFERENT);
        timers.install(List.of(off));
        assertThat(folder.resolve("cron/holdfast-client")).doesNotExist();
        assertThat(timers.state(List.of(off))).isEqualTo(State.INSTALLED);
    }

    @Test
    void aProgramThatNoLineCanNameIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new BackupTimers(
                                TimerHost.USUAL, Path.of("/opt/a b/holdfast"), folder, client(1)));
    }
}
