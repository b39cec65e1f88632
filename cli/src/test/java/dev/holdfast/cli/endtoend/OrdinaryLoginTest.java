package dev.holdfast.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.platform.process.CommandResult;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Setup by {@code USER@HOST}: who can log in to the server by ssh needs no invitation. */
@Execution(ExecutionMode.CONCURRENT)
class OrdinaryLoginTest {
    /** Makes a key for a home's owner that opens the owner's own account. */
    private static final String LOGINS =
            """
            login_for() {
                mkdir -p -m 700 "$1/.ssh"
                ssh-keygen -q -t ed25519 -N '' -f "$1/.ssh/id_ed25519"
                cp "$1/.ssh/id_ed25519.pub" "$1/.ssh/authorized_keys"
                printf 'Host backup\\n HostName 127.0.0.1\\n Port %s\\n' "$port" >"$1/.ssh/config"
            }
            fingerprint=$(ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub | cut -d ' ' -f 2)
            """;

    private static final String ROOT =
            """
            login_for /root
            cat >>/root/.ssh/config <<END
            Host hidden
              HostName 192.0.2.1
              ProxyCommand /usr/sbin/sshd -i
            END
            "$holdfast" server setup --root /srv/backups --address elsewhere.example.org
            start_sshd
            export HOLDFAST_STATE=/srv/state HOLDFAST_CACHE=/srv/cache
            set -- --remote-command "$holdfast" --recovery-code-file /srv/code
            right="--host-key $fingerprint"
            echo "== another host key"
            "$holdfast" setup "$@" --host-key SHA256:x root@backup 2>&1 || echo "exit $?"
            echo "== a detour that backups would not take"
            "$holdfast" setup "$@" $right root@hidden 2>&1 || echo "exit $?"
            echo "== the same, told to backups"
            cat >/etc/holdfast/client.toml <<END
            [server]
            ssh-options = ["ProxyCommand=/usr/sbin/sshd -i"]
            END
            "$holdfast" setup "$@" $right --name web1 root@hidden
            "$holdfast" backup /etc/ssh
            rm -r /srv/state /srv/code /etc/holdfast/client.toml
            echo "== an alias"
            "$holdfast" setup "$@" $right --name web2 root@backup
            "$holdfast" backup /etc/ssh
            """;

    private static final String ANN =
            """
            useradd --home-dir /srv/ann --create-home --shell /bin/sh ann
            login_for /srv/ann
            chown -R ann: /srv/ann
            start_sshd
            as_ann() {
                setpriv --reuid=ann --regid=ann --init-groups env -C /srv/ann HOME=/srv/ann "$@"
            }
            as_ann "$holdfast" server setup --user
            as_ann "$holdfast" setup --remote-command "$holdfast" --name laptop \\
                --recovery-code-file /srv/ann/code --host-key "$fingerprint" ann@backup
            as_ann mkdir /srv/ann/letters
            as_ann sh -c 'echo dear >letters/first'
            as_ann "$holdfast" backup /srv/ann/letters
            as_ann "$holdfast" restore --all --to /srv/ann/restored
            rsync -aHAX --checksum --dry-run --itemize-changes --delete /srv/ann/letters/ \\
                /srv/ann/restored/srv/ann/letters/
            echo "== ann's own login"
            as_ann ssh -o StrictHostKeyChecking=accept-new backup echo still works
            """;

    @TempDir Path client;

    private static String output(CommandResult result) {
        assertThat(result.exitCode()).as("%s", result.errors()).isZero();
        return result.output();
    }

    @Test
    void whoCanLogInToTheServerSetsUpAClientByTheirSettingsOfSsh() throws IOException {
        assertThat(output(WholeHost.play(LOGINS + ROOT, client)))
                .containsPattern(
                        "== another host key\nholdfast: the host key of backup is not the one that"
                                + " is expected; it shows SHA256:\\S+, SHA256:\\S+, SHA256:\\S+\n"
                                + "exit 1\n")
                .contains(
                        "holdfast: your ssh settings lead to hidden by way of"
                                + " ProxyCommand=/usr/sbin/sshd -i, and backups go without them:"
                                + " write ssh-options = [\"ProxyCommand=/usr/sbin/sshd -i\"] below"
                                + " [server] in client.toml, and run this again\nexit 2\n")
                .contains("this machine is the client web1 of holdfast@192.0.2.1 now\nsnapshot 1 ")
                .containsPattern(
                        "this machine is the client web2 of holdfast@127.0.0.1:\\d+ now\n"
                                + "snapshot 1 ");
    }

    @Test
    void anOrdinaryUserIsServerAndClient() throws IOException {
        assertThat(output(WholeHost.play(LOGINS + ANN, client)))
                .containsPattern("this machine is the client laptop of ann@127.0.0.1:\\d+ now\n")
                .containsPattern(
                        "restored .* from snapshot 1 in \\S+\n== ann's own login\nstill works");
    }
}
