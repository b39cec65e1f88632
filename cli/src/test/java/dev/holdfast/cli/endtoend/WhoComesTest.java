package dev.holdfast.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.platform.process.CommandResult;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A server that looks who comes, and from where: on a whole host, with networks of its own. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(600)
class WhoComesTest {
    private static final String SERVER =
            """
            "$holdfast" server setup --root /srv/backups --address 192.0.2.1 --port "$port" >&2
            start_sshd
            """;

    /** Two networks, each with a machine that has an address of either kind. */
    private static final String NETWORKS =
            """
            network() {
                ip netns add "$1"
                ip link add "$1" type veth peer name eth0 netns "$1"
                ip addr add "$2.1/24" dev "$1"
                ip addr add "$3::1/64" dev "$1" nodad
                ip link set "$1" up
                ip -n "$1" link set lo up
                ip -n "$1" addr add "$2.2/24" dev eth0
                ip -n "$1" addr add "$3::2/64" dev eth0 nodad
                ip -n "$1" link set eth0 up
            }
            mkdir -p /run/netns
            network near 192.0.2 2001:db8:1
            network far 198.51.100 2001:db8:2
            """;

    private static final String FROM =
            """
            as() {
                export HOLDFAST_CONFIG="$client/$1/config" HOLDFAST_STATE="$client/$1/state"
                export HOLDFAST_CACHE="$client/$1/cache"
            }
            join() {
                as "$1"
                mkdir -p "$HOLDFAST_CONFIG" /etc/holdfast/clients
                "$holdfast" server invite --address "$2" "$1" >"$client/invitation"
                echo 'group = "inside"' >"/etc/holdfast/clients/$1.toml"
                ip netns exec "${1%[46]}" "$holdfast" setup --no-timer \\
                    --recovery-code-file "$client/$1/code" - <"$client/invitation" >&2
            }
            backup() {
                as "$1"
                echo "== $2"
                ip netns exec "${1%[46]}" "$holdfast" backup --quiet /etc/hostname 2>&1 ||
                    echo "exit $?"
            }
            join near4 192.0.2.1
            join near6 2001:db8:1::1
            join far4 198.51.100.1
            join far6 2001:db8:2::1
            mkdir -p /etc/holdfast/groups
            echo '[access]' >/etc/holdfast/groups/inside.toml
            echo 'from = ["192.0.2.0/24", "2001:db8:1::/64"]' >>/etc/holdfast/groups/inside.toml
            backup near4 near4
            backup near6 near6
            backup far4 far4
            backup far6 far6
            "$holdfast" server allow far6 --from 2001:db8:2::/64
            backup far6 "far6 is allowed"
            echo "== at the server"
            "$holdfast" server list
            """;

    private static final String COPY =
            """
            "$holdfast" server invite web1 >"$client/invitation"
            export HOLDFAST_CONFIG="$client/config" HOLDFAST_STATE="$client/state"
            export HOLDFAST_CACHE="$client/cache"
            mkdir -p "$HOLDFAST_CONFIG"
            echo 11111111111111111111111111111111 >/etc/machine-id
            "$holdfast" setup --no-timer --recovery-code-file "$client/code" - \\
                <"$client/invitation" 2>&1
            "$holdfast" backup --quiet /etc/hostname
            echo 22222222222222222222222222222222 >/etc/machine-id
            echo "== a copy"
            "$holdfast" backup --quiet /etc/hostname 2>&1 || echo "exit $?"
            "$holdfast" list 2>&1 || echo "exit $?"
            echo "== said to be meant"
            "$holdfast" server allow web1 --new-machine 2>&1
            "$holdfast" backup --quiet /etc/hostname 2>&1 || echo "exit $?"
            echo 11111111111111111111111111111111 >/etc/machine-id
            echo "== the old one"
            "$holdfast" list 2>&1 || echo "exit $?"
            """;

    @TempDir Path client;

    private static String part(String output, String title) {
        int begin = output.indexOf("== " + title + "\n");
        assertThat(begin).as(output).isNotNegative();
        int end = output.indexOf("\n== ", begin);
        return output.substring(begin, end < 0 ? output.length() : end + 1);
    }

    @Test
    void theNetworkThatAConnectionComesFromDecidesWhetherItMay() throws IOException {
        CommandResult result = WholeHost.playApart(NETWORKS + SERVER + FROM, client);
        assertThat(result.exitCode()).as("%s %s", result.output(), result.errors()).isZero();
        String output = result.output();
        for (String inside : new String[] {"near4", "near6", "far6 is allowed"}) {
            assertThat(part(output, inside)).doesNotContain("exit", "may not come");
        }
        assertThat(part(output, "far4"))
                .contains(
                        "far4 may not come from 198.51.100.2\n",
                        "holdfast server allow far4 --from 198.51.100.2\n")
                .endsWith("exit 4\n");
        assertThat(part(output, "far6"))
                .contains("far6 may not come from 2001:db8:2:0:0:0:0:2\n")
                .endsWith("exit 4\n");
        assertThat(part(output, "at the server"))
                .contains("near4", "near6", "far6")
                .doesNotContain("far4");
    }

    @Test
    void aCopyOfAMachineIsRefusedUntilAnAdministratorSaysThatItIsMeant() throws IOException {
        CommandResult result =
                WholeHost.play(SERVER.replace("192.0.2.1", "127.0.0.1") + COPY, client);
        assertThat(result.exitCode()).as("%s %s", result.output(), result.errors()).isZero();
        String refused = "this is another machine than web1 was before, with the same key";
        assertThat(part(result.output(), "a copy"))
                .contains(refused, "holdfast server allow web1 --new-machine\nexit 4\n")
                .endsWith("exit 4\n");
        assertThat(part(result.output(), "said to be meant")).doesNotContain("exit", refused);
        assertThat(part(result.output(), "the old one")).contains(refused).endsWith("exit 4\n");
    }
}
