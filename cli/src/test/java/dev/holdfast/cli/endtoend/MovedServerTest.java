package dev.holdfast.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.platform.process.CommandResult;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A server is lost or moved: another host takes its place, with its backups or without. */
@Execution(ExecutionMode.CONCURRENT)
class MovedServerTest {
    private static final String SCRIPT =
            """
            of_client() {
                HOLDFAST_CONFIG="$client/config" HOLDFAST_STATE="$client/state" \\
                    HOLDFAST_CACHE="$client/cache" "$holdfast" "$@"
            }
            back_up() {
                of_client backup /usr/share/common-licenses >/dev/null && echo "backed up"
            }
            # All that the host was as a server is gone, and its sshd shows other keys.
            lose_host() {
                kill $(cat /run/sshd.pid)
                while [ -e /run/sshd.pid ]; do :; done
                userdel --force holdfast 2>/dev/null
                rm -r /etc/holdfast /etc/ssh/ssh_host_* /etc/ssh/sshd_config.d/holdfast.conf
                ssh-keygen -A >/dev/null
                rm /srv/log
            }

            "$holdfast" server setup --root /srv/backups --address 127.0.0.1 --port "$port" \\
                >/dev/null
            mkdir /etc/holdfast/clients
            printf '[retention]\\norder = "age"\\n' >>/etc/holdfast/server.toml
            echo '[admission]' >/etc/holdfast/clients/web1.toml
            start_sshd
            "$holdfast" server invite web1 >"$client/invitation"
            of_client setup --no-timer --recovery-code-file "$client/code" \\
                - <"$client/invitation" >/dev/null
            back_up
            echo 'correct horse battery' >/srv/passphrase
            "$holdfast" server export --passphrase-file /srv/passphrase /srv/export
            stat -c 'the export has mode %a' /srv/export
            if grep -qa 'OPENSSH PRIVATE KEY' /srv/export; then echo "in clear"; fi

            echo "== without backups, with the host's keys"
            lose_host
            mv /srv/backups /srv/saved
            "$holdfast" server import --with-host-keys --passphrase-file /srv/passphrase \\
                --dry-run /srv/export
            test ! -e /etc/holdfast
            start_sshd
            "$holdfast" server import --with-host-keys --passphrase-file /srv/passphrase \\
                /srv/export | tail -n 1
            cat /etc/holdfast/clients/web1.toml
            grep order /etc/holdfast/server.toml
            back_up
            of_client list --json | wc -l
            find /srv/backups ! -user holdfast
            "$holdfast" server import --passphrase-file /srv/passphrase /srv/export 2>&1

            echo "== with backups, without the host's keys"
            lose_host
            rm -r /srv/backups
            mkdir /srv/new
            mv /srv/saved/vaults /srv/new
            chown -R root: /srv/new/vaults
            start_sshd
            "$holdfast" server import --root /srv/new --passphrase-file /srv/passphrase \\
                /srv/export 2>&1 | grep -v '^  '
            chown -R holdfast: /srv/new/vaults
            back_up || echo "exit status $?"
            of_client setup --move "127.0.0.1:$port" 2>&1 || echo "exit status $?"
            of_client setup --move "127.0.0.1:$port" \\
                --host-key "$(cat /etc/ssh/ssh_host_ed25519_key.pub)"
            back_up
            of_client list --json | wc -l
            of_client check 2>&1 | tail -n 1
            """;

    @TempDir Path client;

    @Test
    void clientsGoOnWhenAnotherHostTakesTheServersPlace() throws IOException {
        CommandResult result = WholeHost.play(SCRIPT, client);
        assertThat(result.exitCode()).as("%s\n%s", result.output(), result.errors()).isZero();
        assertThat(result.output())
                .startsWith("backed up\n1 client, 2 files of configuration and ")
                .contains("the export has mode 600\n== without")
                .contains("\n  write /etc/holdfast/server.toml\n")
                .contains("\n  write clients/web1.toml\n  let in web1\n  make ssh_host_")
                .containsPattern(
                        """
                        takes the place of .*: 1 client, of which 0 were here
                        \\[admission\\]
                        order = "age"
                        backed up
                        1
                        this host takes the place of .*: 1 client, of which 1 were here
                        clients know the other host by its keys: .*
                        == with backups\
                        """)
                .containsPattern(
                        """
                        1 client, of which 0 were here
                        the backups do not belong to holdfast yet: .* /srv/new/vaults
                        clients know the other host by its keys: .*
                        exit status 1
                        holdfast: 127.0.0.1 shows another host key than the server had, .*
                        exit status 2
                        this machine is the client web1 of holdfast@127.0.0.1:[0-9]+ now
                        backed up
                        2
                        checked 2 snapshots:\
                        """);
    }
}
