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
            echo "== changed by hand"
            sed -i s/23:05/hourly/ /etc/holdfast/client.toml
            "$holdfast" schedule 2>&1
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
                .contains("[job.ssh]\nschedule = \"23:05\"\npaths = [\"/etc/ssh\"] # few\n")
                .containsPattern(
                        "ssh +hourly +every hour at :\\d\\d\nrun by cron\n"
                                + "WARNING: the timers are not so yet")
                .contains("\"series\":\"ssh\",\"schedule\":\"off\",\"when\":\"never by itself\"}\n")
                .endsWith("never by itself\"}\n");
    }
}
