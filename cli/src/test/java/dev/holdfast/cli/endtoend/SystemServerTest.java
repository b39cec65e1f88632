package dev.holdfast.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.platform.process.CommandResult;
import dev.holdfast.testkit.sshd.SshdFixture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A server of a whole host, as root sets it up: with a user of its own, and a part in sshd's
 * configuration. The host's own folders stay as they are: a mount namespace has others in their
 * place, which end with it.
 */
@Execution(ExecutionMode.CONCURRENT)
class SystemServerTest {
    /** Values: the port, the launcher, the folder of the client. */
    private static final String SCRIPT =
            """
            port=$1 holdfast=$2 client=$3
            mount -t tmpfs -o mode=755 tmpfs /run
            mount -t tmpfs -o mode=755 tmpfs /srv
            mkdir /run/sshd /srv/upper /srv/work
            mount -t overlay -o lowerdir=/etc,upperdir=/srv/upper,workdir=/srv/work overlay /etc
            ssh-keygen -A >/dev/null
            sed -i '/^Port/d' /etc/ssh/sshd_config
            echo "Port $port" >>/etc/ssh/sshd_config
            rm -f /etc/holdfast/server.toml /etc/ssh/sshd_config.d/holdfast.conf

            echo "== setup"
            "$holdfast" server setup --root /srv/backups --address 127.0.0.1 --port "$port"
            echo "== setup again"
            "$holdfast" server setup
            echo "== invite"
            "$holdfast" server invite web1 >"$client/invitation"
            wc -l <"$client/invitation"

            /usr/sbin/sshd -D -E /srv/log &
            sshd=$!
            trap 'kill $sshd' EXIT
            until grep -q listening /srv/log; do :; done
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
            echo "== clients"
            "$holdfast" server clients --json
            echo "== of others than the service user"
            find /srv/backups ! -user holdfast
            """;

    @TempDir Path client;

    @Test
    void aHostBecomesAServerWhoseFilesAllBelongToItsOwnUser() throws IOException {
        assumeTrue(Program.isRoot(), "only root can set up a whole host");
        assumeTrue(SshdFixture.isAvailable(), "no sshd is installed");
        Program.assumeBuilt();
        Program.assumeOpenToAll();
        assumeTrue(
                Program.run(Map.of(), "unshare", "--mount", "true").exitCode() == 0,
                "no mount namespace can be made here");
        CommandResult result =
                Program.run(
                        Map.of(),
                        "unshare",
                        "--mount",
                        "sh",
                        "-euc",
                        SCRIPT,
                        "script",
                        Integer.toString(SshdFixture.freePort()),
                        Program.launcher().toString(),
                        client.toString());
        assertThat(result.exitCode()).as("%s", result.errors()).isZero();
        assertThat(result.output())
                .contains("\n  write /etc/ssh/sshd_config.d/holdfast.conf, with which sshd lets ")
                .contains("\nthis host is a server now; backups go to /srv/backups\n")
                .contains("== setup again\nnothing to do: this host is a server, in /srv/backups\n")
                .contains("== invite\n1\n")
                .contains("this machine is the client web1 of holdfast@127.0.0.1:")
                .containsPattern("restored .* from snapshot 1 in \\S+\nweb1: index made from ")
                .containsPattern("checked 1 snapshot: .*\n== clients\n.\"client\":\"web1\",")
                .endsWith("== of others than the service user\n");
    }
}
