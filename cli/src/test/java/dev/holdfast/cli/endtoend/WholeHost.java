package dev.holdfast.cli.endtoend;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.platform.process.CommandResult;
import dev.holdfast.platform.steps.Changeable;
import dev.holdfast.testkit.sshd.SshdFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * This machine, as root may change it in a test: its own folders stay as they are, for a mount
 * namespace has others in their place, which end with it.
 */
final class WholeHost {
    /**
     * The program is installed as root would do it, wherever its sources are and whose ever. {@code
     * $port} is that of the host's sshd, once {@code start_sshd} was called.
     */
    private static final String BEGINNING =
            """
            umask 022
            port=$1 tree=$2 client=$3
            mount -t tmpfs -o mode=755 tmpfs /run
            mount -t tmpfs -o mode=755 tmpfs /srv
            mount -t tmpfs -o mode=700 tmpfs /root
            mkdir -p /run/sshd /srv/upper /srv/work /srv/program/build /srv/program/target/program
            cp "$tree/holdfast" /srv/program
            cp "$tree"/build/*.sh /srv/program/build
            cp -RL --preserve=timestamps "$tree/target/program/current" /srv/program/target/program
            holdfast=/srv/program/holdfast
            mount -t overlay -o lowerdir=/etc,upperdir=/srv/upper,workdir=/srv/work overlay /etc
            ssh-keygen -A >/dev/null
            sed -i '/^Port/d' /etc/ssh/sshd_config
            echo "Port $port" >>/etc/ssh/sshd_config
            rm -f /etc/holdfast/* /etc/ssh/sshd_config.d/holdfast.conf

            start_sshd() {
                /usr/sbin/sshd -D -E /srv/log &
                trap "kill $!" EXIT
                until grep -qs listening /srv/log; do :; done
            }

            """;

    private WholeHost() {}

    /**
     * Runs a script as root, which has {@code $port}, {@code $holdfast} and {@code $client}; skips
     * the test where that is not possible.
     *
     * @param client a folder that is there afterwards
     */
    static CommandResult play(String script, Path client) throws IOException {
        return play(script, client, List.of("--mount"));
    }

    /** The same on a host with a network of its own, in which nothing but the loopback is up. */
    static CommandResult playApart(String script, Path client) throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/sbin/ip")), "iproute2 is not installed");
        return play("ip link set lo up\n" + script, client, List.of("--mount", "--net"));
    }

    private static CommandResult play(String script, Path client, List<String> spaces)
            throws IOException {
        assumeTrue(Program.isRoot(), "only root can set up a whole host");
        assumeTrue(SshdFixture.isAvailable(), "no sshd is installed");
        Program.assumeBuilt();
        Program.assumeOpenToAll();
        assumeTrue(
                Changeable.byOthersInTime(Path.of(System.getProperty("java.home")), 0).isEmpty(),
                "root runs no Java of somebody else's");
        assumeTrue(
                Program.run(Map.of(), unshare(spaces, "true")).exitCode() == 0,
                "no such namespaces can be made here: " + spaces);
        return Program.run(
                Map.of(),
                unshare(
                        spaces,
                        "sh",
                        "-euc",
                        BEGINNING + script,
                        "script",
                        Integer.toString(SshdFixture.freePort()),
                        Program.tree().toString(),
                        client.toString()));
    }

    private static String[] unshare(List<String> spaces, String... words) {
        List<String> all = new ArrayList<>(List.of("unshare"));
        all.addAll(spaces);
        all.addAll(List.of(words));
        return all.toArray(String[]::new);
    }
}
