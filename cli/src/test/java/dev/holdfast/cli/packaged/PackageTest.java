package dev.holdfast.cli.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cli.endtoend.Program;
import dev.holdfast.platform.process.CommandResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Debian package: installed, used, upgraded and removed. */
@Tag("long")
class PackageTest {
    @TempDir Path work;

    private String play(String script) throws IOException {
        CommandResult result = FreshDebian.play(script, work);
        assertThat(result.exitCode()).as("%s", result.output()).isZero();
        return result.output();
    }

    @Test
    void aHostWithoutJavaBacksItselfUpToItselfAndIsRestored() throws IOException {
        assertThat(
                        play(
                                """
                                ! command -v java
                                dpkg -i holdfast.deb
                                temporary=$(stat -c %z /tmp)
                                set_up
                                cat /etc/cron.d/holdfast-client /etc/cron.d/holdfast-server
                                cat /srv/backups/authorized_keys
                                holdfast backup
                                holdfast restore --all --to /srv/restored
                                for folder in etc usr/lib var/lib/dpkg; do
                                    diff -r --no-dereference "/$folder" "/srv/restored/$folder"
                                done
                                [ "$temporary" = "$(stat -c %z /tmp)" ] || echo "/tmp was used"
                                find / -xdev -name 'hs_err*'
                                """))
                .contains(
                        "* root test ! -x '/usr/bin/holdfast' || {"
                                + " touch /var/lib/holdfast-client/timer-system;"
                                + " nice -n 10 ionice -c 3 /usr/bin/holdfast backup --quiet; }\n")
                .contains(
                        "* holdfast test ! -x '/usr/bin/holdfast' || nice -n 10"
                                + " /usr/bin/holdfast server maintain\n")
                .contains("command=\"/usr/bin/holdfast server serve --client ")
                .doesNotContain("/tmp was used")
                .containsPattern("\nrestored .* from snapshot 1 in \\S+\n$");
    }

    @Test
    void theTarballRunsWhereverItIsUnpackedAndStartsByACacheThatFits() throws IOException {
        assertThat(
                        play(
                                """
                                mkdir /opt/backup
                                tar -xzf holdfast.tar.gz -C /opt/backup --strip-components=1
                                /opt/backup/bin/holdfast --version
                                /opt/backup/lib/holdfast/publish
                                cd /opt/backup/lib/holdfast/programs/current
                                . scripts/jvm.sh
                                runtime/bin/java $jvm_flags -XX:AOTMode=on \\
                                    -XX:AOTCache="$PWD/holdfast.aot" -cp "$PWD/lib/holdfast.jar" \\
                                    dev.holdfast.cli.Main --version
                                /opt/backup/bin/holdfast backup --vault /root/vault /etc
                                """))
                .containsPattern("^holdfast (\\S+)\nholdfast \\1\n")
                .contains("\nsnapshot 1 of series manual: ");
    }

    @Test
    void anUpgradeLeavesARunningBackupAlone() throws IOException {
        assertThat(
                        play(
                                """
                                dpkg -i holdfast.deb
                                set_up
                                make_foreign foreign.deb 999
                                mkdir -p /etc/holdfast/post-backup.d
                                printf '#!/bin/sh\\necho steps were run >/root/steps\\n' \\
                                    >/etc/holdfast/post-backup.d/tell
                                chmod +x /etc/holdfast/post-backup.d/tell
                                mkfifo pipe begun
                                (seq 999999; echo >begun; cat pipe) |
                                    holdfast backup --stdin words >told 2>&1 &
                                backup=$!
                                read -r _ <begun
                                dpkg -i foreign.deb
                                echo 1000000 >pipe || cat told
                                wait "$backup" || echo "it failed"
                                cat told steps
                                dpkg -i --force-breaks holdfast.deb
                                holdfast cat stdin-words:words | tail -n 1
                                """))
                .contains("\nsnapshot 1 of series stdin-words: ")
                .contains("\nsteps were run\n")
                .doesNotContain("it failed")
                .endsWith("\n1000000\n");
    }

    @Test
    void anOlderVersionDoesNotTakeThePlaceOfANewerOneUnlessSomebodyInsists() throws IOException {
        assertThat(
                        play(
                                """
                                make_foreign foreign.deb 0.0.1
                                dpkg -i holdfast.deb
                                ! dpkg -i foreign.deb
                                holdfast --version
                                dpkg -i --force-breaks foreign.deb
                                dpkg-query -W holdfast
                                """))
                .contains("may not understand what ")
                .contains("\nholdfast 0.")
                .endsWith("holdfast\t0.0.1\n");
    }

    @Test
    void whatWasSetUpWorksAgainAfterRemovalAndBackupsOutliveAPurge() throws IOException {
        assertThat(
                        play(
                                """
                                dpkg -i holdfast.deb
                                set_up
                                holdfast backup /etc
                                dpkg -r holdfast
                                [ ! -e /usr/lib/holdfast ] && [ ! -e /usr/bin/holdfast ]
                                echo "== what a timer runs"
                                sh -c "$(sed -n 's/.* root //p' /etc/cron.d/holdfast-client)"
                                echo "== again"
                                dpkg -i holdfast.deb
                                holdfast backup /etc
                                echo "== purge"
                                dpkg -P holdfast
                                find /etc /var/lib /var/cache /usr -name 'holdfast*' \\
                                    ! -path '/var/lib/dpkg/*'
                                ls /srv/backups/vaults/*/snapshots
                                """))
                .contains("== what a timer runs\n== again\n")
                .contains("\nsnapshot 2 of series manual: ")
                .endsWith(
                        """
                        holdfast: the backups in /srv/backups stay, and so does the user they \
                        belong to; 'rm -r /srv/backups && userdel holdfast' deletes them
                        0000000000000001.snap
                        0000000000000002.snap
                        """);
    }

    @Test
    void debiansOwnCheckFindsNothing() throws IOException {
        CommandResult found =
                Program.run(
                        Map.of("PATH", System.getenv("PATH"), "LC_ALL", "C.UTF-8"),
                        "lintian",
                        "--allow-root",
                        "--fail-on",
                        "error,warning",
                        FreshDebian.deb().toString());
        assertThat(found.exitCode()).as("%s", found.output()).isZero();
    }
}
