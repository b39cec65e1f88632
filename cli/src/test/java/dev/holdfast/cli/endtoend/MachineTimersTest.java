package dev.holdfast.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.platform.process.CommandResult;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A machine whose backups are made by themselves. */
@Execution(ExecutionMode.CONCURRENT)
class MachineTimersTest {
    private static final String SCRIPT =
            """
            mount -t tmpfs tmpfs /var/lib
            mount -t tmpfs tmpfs /var/cache
            rm -f /etc/cron.d/holdfast*
            "$holdfast" server setup --root /srv/backups --address 127.0.0.1 --port "$port"
            "$holdfast" server invite web1 >"$client/invitation"
            start_sshd
            echo "== setup"
            "$holdfast" setup --recovery-code-file "$client/code" - <"$client/invitation" 2>&1
            cat /etc/cron.d/holdfast-client
            echo "== run what cron runs"
            echo '[job.ssh]' >/etc/holdfast/client.toml
            echo 'paths = ["/etc/ssh"] # few' >>/etc/holdfast/client.toml
            "$holdfast" schedule --job ssh 23:05 2>&1
            sh -c "$(sed -n 's/^5 23 .* root //p' /etc/cron.d/holdfast-client)"
            "$holdfast" list
            "$holdfast" status || true
            cat /etc/holdfast/client.toml
            echo "== doctor"
            "$holdfast" doctor
            "$holdfast" key confirm --recover-from "$client/code"
            "$holdfast" doctor --json | grep recovery
            echo "== doctor of the server"
            "$holdfast" server doctor
            echo "== changed by hand"
            sed -i s/23:05/hourly/ /etc/holdfast/client.toml
            "$holdfast" schedule 2>&1
            chmod 640 /var/lib/holdfast-client/keys
            rm /etc/ssh/sshd_config.d/holdfast.conf /etc/cron.d/holdfast-server
            echo "== doctor of what went wrong"
            "$holdfast" doctor && echo "it found nothing"
            "$holdfast" server doctor --json && echo "it found nothing"
            chmod 600 /var/lib/holdfast-client/keys
            echo "== off"
            "$holdfast" schedule off --json 2>&1
            "$holdfast" schedule --job ssh off --json 2>&1
            ls /etc/cron.d | grep client || true
            """;

    @TempDir Path client;

    @Test
    void setupHasBackupsMadeByThemselvesAndScheduleChangesWhen() throws IOException {
        CommandResult result = WholeHost.play(SCRIPT, client);
        assertThat(result.exitCode()).as("%s %s", result.output(), result.errors()).isZero();
        assertThat(result.output())
                .containsPattern(
                        "a backup is made by itself every day at 0[0-5]:\\d\\d; 'holdfast schedule'"
                                + " changes that\n")
                .containsPattern(
                        "\n\\d+ [0-5] \\* \\* \\* root test ! -x '\\S+' \\|\\| \\{"
                                + " touch /var/lib/holdfast-client/timer-system;"
                                + " nice -n 10 ionice -c 3 \\S+/holdfast backup --quiet; \\}\n")
                .containsPattern(
                        "\\d+ \\* \\* \\* \\* root test ! -x .* \\{ test -e .*"
                                + " backup --quiet; \\}; \\}\n== run")
                .containsPattern("next run of series ssh: \\S+ 23:05:00\n")
                .containsPattern("next run of series system: \\S+ 0[0-5]:\\d\\d:00\n")
                .containsPattern("ssh +23:05 +every day at 23:05\nrun by cron\n")
                .containsPattern(" ssh +\\d")
                .contains("\nok       server         holdfast@127.0.0.1")
                .containsPattern("\nok +timer +cron begins the next backup at ")
                .containsPattern("\nwarning +recovery code +nobody has shown yet .* key confirm")
                .contains("\"check\":\"recovery code\",\"level\":\"ok\"")
                .containsPattern("\nok +sshd +it takes the keys of holdfast from ")
                .containsPattern("\nok +clients +1, and none is overdue\n")
                .containsPattern("\nok +maintenance +it was last seen at work at ")
                .containsPattern("\nok +file system +/srv/backups is on tmpfs, which gives back")
                .containsPattern("\nproblem +keys +cannot use .* chmod 600 ")
                .containsPattern("\nproblem +timer +the timers are not what client.toml says")
                .contains("\"check\":\"sshd\",\"level\":\"problem\"")
                .contains("\"check\":\"timer\",\"level\":\"problem\"")
                .contains("\"check\":\"mail\",\"level\":\"warning\"")
                .doesNotContain("it found nothing")
                .contains("[job.ssh]\nschedule = \"23:05\"\npaths = [\"/etc/ssh\"] # few\n")
                .containsPattern(
                        "ssh +hourly +every hour at :\\d\\d\nrun by cron\n"
                                + "WARNING: the timers are not so yet")
                .contains("\"series\":\"ssh\",\"schedule\":\"off\",\"when\":\"never by itself\"}\n")
                .endsWith("never by itself\"}\n");
    }
}
