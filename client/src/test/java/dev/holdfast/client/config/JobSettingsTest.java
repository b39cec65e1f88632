package dev.holdfast.client.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.client.config.JobSettings.Subject;
import dev.holdfast.client.filter.FilterBuilder.Typed;
import dev.holdfast.client.schedule.Schedule;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.Series;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobSettingsTest {
    private static final Path FILE = Path.of("client.toml");

    private static ClientConfig parse(String text) throws ConfigException {
        return ClientConfig.parse(FILE, text);
    }

    @Test
    void jobsAreReadInTheOrderOfTheFileWithAllThatTheySay() throws Exception {
        ClientConfig config =
                parse(
                        """
                        [job.web]
                        paths = ["/srv/www", "/etc/nginx"]
                        exclude = ["*.log"]
                        filter = ["- /srv/www/cache/", ". /etc/holdfast/web.filter"]
                        one-file-system = true
                        schedule = "03:30"
                        pre = ["sync"]
                        optional = ["sync"]

                        [job."db.sql"]
                        stdin = "db.sql"
                        command = ["pg_dump", "db"]
                        """);
        assertThat(config.jobs())
                .extracting(JobSettings::series)
                .containsExactly(new Series("web"), new Series("db.sql"));
        JobSettings web = config.job("web");
        assertThat(web.subject())
                .isEqualTo(
                        new Subject.Files(
                                List.of("/srv/www", "/etc/nginx"),
                                List.of(
                                        rule(Typed.Form.RULE, "- /srv/www/cache/"),
                                        rule(Typed.Form.RULE, ". /etc/holdfast/web.filter"),
                                        rule(Typed.Form.PATTERN, "*.log")),
                                Set.of(Exclusion.OTHER_FILE_SYSTEMS)));
        assertThat(web.schedule()).contains(Schedule.parse("03:30"));
        assertThat(web.steps().pre()).containsExactly("sync");
        assertThat(web.steps().optional()).containsExactly("sync");
        assertThat(config.job("db.sql"))
                .isEqualTo(
                        new JobSettings(
                                new Series("db.sql"),
                                new Subject.Stream("db.sql", List.of("pg_dump", "db")),
                                Optional.empty(),
                                StepSettings.NONE));
    }

    private static Typed rule(Typed.Form form, String text) {
        return new Typed(form, Bytes.utf8(text));
    }

    @Test
    void aJobThatIsNotThereIsNamedWithThoseThatAre() throws Exception {
        assertThatThrownBy(() -> ClientConfig.USUAL.job("db"))
                .hasMessage("there is no job 'db' in client.toml; [job.NAME] makes one");
        ClientConfig config = parse("[job.web]\npaths = ['/srv']\n[job.mail]\npaths = ['/var']\n");
        assertThatThrownBy(() -> config.job("\u001b[2J"))
                .hasMessage("there is no job '\\x1b[2J' in client.toml; there are web, mail");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'[job.db]' | 1: a job has either paths, or stdin (a name) and a command",
                "'[job.db]\npaths = [\"/a\"]\nstdin = \"b\"' | 1: a job has either paths, or",
                "'[job.db]\npaths = [\"/a\"]\ncommand = [\"b\"]' | 1: a job has either paths, or",
                "'[job.db]\nstdin = \"b\"' | 1: a job has either paths, or stdin (a name) and a",
                "'[job.db]\npaths = [\"a\"]' | 2: not an absolute path: 'a'",
                "'[job.db]\nstdin = \"b\"\ncommand = [\"b\"]\nexclude = [\"x\"]' | 1: nothing is",
                "'[job.system]\npaths = [\"/a\"]' | 1: the series 'system' is no job's: name it",
                "'[job.manual]\npaths = [\"/a\"]' | 1: the series 'manual' is no job's: name it",
                "'[job.stdin-a]\npaths = [\"/a\"]' | 1: the series 'stdin-a' is no job's: name",
                "'[job.Db]\npaths = [\"/a\"]' | 1: not a series: 'Db' (lower-case letters",
                "'[job.db]\npath = [\"/a\"]' | 2: unknown key 'job.db.path'; did you mean"
                        + " 'job.db.paths'?",
                "'[job]\npaths = [\"/a\"]' | 2: 'job.paths' is a section: write [job.paths]",
                "'job = 1' | 1: 'job' is a section: write [job]",
                "'[job.db]\npaths = [\"/a\"]\nschedule = \"noon\"' | 3: not a schedule: 'noon'",
                "'[limit]\nupload = \"fast\"\nhours = [\"x\"]' | 2: not a rate such as '2 M'",
                "'[limit]\nupload = \"2 M\"\nhours = [\"x\"]' | 3: not hours with a rate, such",
                "'[steps]\ndeadline-minutes = 0' | 2: 'steps.deadline-minutes' must be a number",
            })
    void whatCannotBeMeantIsNamedWithItsLine(String text, String error) {
        assertThatThrownBy(() -> parse(text.replace("\\n", "\n")))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("client.toml:" + error);
    }
}
