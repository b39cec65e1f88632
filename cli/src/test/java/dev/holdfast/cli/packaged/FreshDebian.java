package dev.holdfast.cli.packaged;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.cli.endtoend.Program;
import dev.holdfast.platform.process.CommandResult;
import dev.holdfast.testkit.sshd.SshdFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A Debian with little more than an sshd and cron, in a root of its own. What happens in it ends
 * with the script that has it happen; nothing in {@code /tmp} can be executed there.
 */
final class FreshDebian {
    /** The sources of packages that this machine has; the system is kept for the next test. */
    private static final String MAKE =
            """
            base=$1
            [ ! -d "$base" ] || exit 0
            mkdir -p "${base%/*}"
            rm -rf "$base.new"
            format='$(SITE) $(CODENAME)'
            set -- $(apt-get indextargets --format "$format" 'Created-By: Packages' | head -n 1)
            debootstrap --variant=minbase --include=openssh-server,cron "$2" "$base.new" "$1" >&2
            mv "$base.new" "$base"
            """;

    /** The package and the tarball lie in the folder in which a script begins. */
    private static final String ENTER =
            """
            base=$1 deb=$2 port=$3 work=$4 script=$5
            mount -t tmpfs tmpfs "$work"
            mkdir "$work/upper" "$work/work" "$work/root"
            mount -t overlay -o "lowerdir=$base,upperdir=$work/upper,workdir=$work/work" \\
                overlay "$work/root"
            cd "$work/root"
            mount -t proc proc proc
            mount --rbind /dev dev
            mount -t tmpfs -o noexec,mode=1777 tmpfs tmp
            cp "$deb" root/holdfast.deb
            cp "${deb%.deb}.tar.gz" root/holdfast.tar.gz
            export PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root DEBIAN_FRONTEND=noninteractive
            exec chroot . sh -euc "$script" script "$port" 2>&1
            """;

    /** Functions of a script. */
    private static final String BEGINNING =
            """
            port=$1
            cd /root
            mkdir /run/sshd

            start_sshd() {
                echo "Port $port" >>/etc/ssh/sshd_config
                /usr/sbin/sshd -D -E /root/sshd.log &
                trap "kill $!" EXIT
                until grep -qs listening /root/sshd.log; do :; done
            }

            set_up() {
                holdfast server setup --root /srv/backups --address 127.0.0.1 --port "$port"
                holdfast server invite web1 >invitation
                start_sshd
                holdfast setup --recovery-code-file code - <invitation
            }

            # The package in $1 under version $2, in which nothing of the program is as it was.
            make_foreign() {
                dpkg-deb -R holdfast.deb foreign
                sed -i "s/^Version: .*/Version: $2/" foreign/DEBIAN/control
                find foreign/usr/lib/holdfast/program -type f ! -name '*.sh' \\
                    -exec sh -c 'echo broken >"$1"' broken '{}' ';'
                dpkg-deb -Znone -b foreign "$1" >/dev/null
                rm -r foreign
            }

            """;

    private FreshDebian() {}

    /** The package that was built last; skips the test if there is none. */
    static Path deb() throws IOException {
        Path folder = Program.tree().resolve("target/package");
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                var debs = files.filter(file -> file.toString().endsWith(".deb")).toList();
                if (debs.size() == 1) {
                    return debs.getFirst();
                }
            }
        }
        assumeTrue(false, "there is not one package: run ./package");
        throw new IllegalStateException("unreachable");
    }

    /**
     * Runs a script there as root, before anything is installed; skips the test where that is not
     * possible. Everything that is printed is in the output.
     *
     * @param work an empty folder
     */
    static CommandResult play(String script, Path work) throws IOException {
        assumeTrue(Program.isRoot(), "only root can enter another root");
        assumeTrue(
                Program.run(Map.of(), "sh", "-c", "command -v debootstrap").exitCode() == 0,
                "no debootstrap is installed");
        Path base = Program.tree().resolve("target/debian/root");
        CommandResult made =
                Program.run(
                        Map.of("PATH", System.getenv("PATH")),
                        "sh",
                        "-euc",
                        MAKE,
                        "make",
                        base.toString());
        if (made.exitCode() != 0) {
            throw new IOException("no Debian could be made: " + made.errors());
        }
        return Program.run(
                Map.of(),
                "unshare",
                "--mount",
                "--pid",
                "--fork",
                "--kill-child",
                "sh",
                "-euc",
                ENTER,
                "enter",
                base.toString(),
                deb().toString(),
                Integer.toString(SshdFixture.freePort()),
                work.toString(),
                BEGINNING + script);
    }
}
