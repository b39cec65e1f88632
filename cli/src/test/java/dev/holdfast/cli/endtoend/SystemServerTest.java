package dev.holdfast.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.platform.process.CommandResult;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A server of a whole host, as root sets it up: with a user of its own, and a part in sshd's
 * configuration.
 */
@Execution(ExecutionMode.CONCURRENT)
class SystemServerTest {
    private static final String SCRIPT =
            """
            echo "== setup"
            "$holdfast" server setup --root /srv/backups --address 127.0.0.1 --port "$port"
            cat /etc/cron.d/holdfast-server
            echo "== setup again"
            "$holdfast" server setup
            echo "== invite"
            "$holdfast" server invite web1 >"$client/invitation"
            wc -l <"$client/invitation"

            start_sshd
            export HOLDFAST_CONFIG="$client/config" HOLDFAST_STATE="$client/state"
            export HOLDFAST_CACHE="$client/cache"
            "$holdfast" setup --recovery-code-file "$client/code" - <"$client/invitation"
            "$holdfast" backup /usr/share/common-licenses /etc/ssh
            "$holdfast" restore --all --to "$client/restored"
            rsync -aHAX --checksum --dry-run --itemize-changes --delete /etc/ssh/ \\
                "$client/restored/etc/ssh/"
            rm -r /srv/backups/vaults/*/index
            (unset HOLDFAST_CONFIG && "$holdfast" server rebuild-index --client web1)
            "$holdfast" check
            unset HOLDFAST_CONFIG
            runuser -u holdfast -- "$holdfast" server maintain --config /etc/holdfast/server.toml
            echo "== clients"
            "$holdfast" server clients --json
            echo "== of others than the service user"
            find /srv/backups ! -user holdfast
            echo "== forget"
            "$holdfast" server forget web1 --yes web1 2>&1
            ls /srv/backups/vaults
            """;

    @TempDir Path client;

    @Test
    void aHostBecomesAServerWhoseFilesAllBelongToItsOwnUser() throws IOException {
        CommandResult result = WholeHost.play(SCRIPT, client);
        assertThat(result.exitCode()).as("%s", result.errors()).isZero();
        assertThat(result.output())
                .contains("\n  write /etc/ssh/sshd_config.d/holdfast.conf, with which sshd lets ")
                .contains("\nthis host is a server now; backups go to /srv/backups\n")
                .containsPattern(
                        "17 \\* \\* \\* \\* holdfast test ! -x '\\S+' \\|\\| nice -n 10"
                                + " \\S+/holdfast server maintain\n")
                .contains("== setup again\nnothing to do: this host is a server, in /srv/backups\n")
                .contains("== invite\n1\n")
                .contains("this machine is the client web1 of holdfast@127.0.0.1:")
                .containsPattern("restored .* from snapshot 1 in \\S+\nweb1: index made from ")
                .containsPattern("checked 1 snapshot: .*\n== clients\n.\"client\":\"web1\",")
                .endsWith(
                        """
                        == of others than the service user
                        == forget
                        web1 and all that it had here is deleted
                        """);
    }
}
