package dev.holdfast.server.config;

import dev.holdfast.model.GroupName;
import dev.holdfast.server.rules.ClientRules;
import java.util.List;
import java.util.Optional;

/**
 * By what a server decides about one client. Said in {@code clients/NAME.toml} and, for all clients
 * of a group, in {@code groups/GROUP.toml}; the client's own word counts more.
 *
 * <pre>
 * group = "web"                           # only in clients/NAME.toml
 *
 * [access]
 * from = ["10.0.0.0/8", "2001:db8::/32"]  # where it may come from (usually anywhere)
 * commands = ["backup", "list"]           # usually also "restore"
 * hours = "Mon-Fri 22:00-05:30, Sat"      # when a backup may begin (usually at any time)
 * time-zone = "Europe/Berlin"             # of these hours (usually the server's)
 * slack = 15                              # minutes before and after
 * </pre>
 *
 * <p>The rest as in {@link ServerPolicy}, without the reserve.
 *
 * @param group that it belongs to
 * @param rules what it may do; absent: nothing, as what is said of it was never understood
 */
public record ClientConfig(
        Optional<GroupName> group, ServerPolicy policy, Optional<ClientRules> rules) {

    /** That of a client of which nobody said anything. */
    public static ClientConfig usual(ServerPolicy server) {
        return new ClientConfig(Optional.empty(), server, Optional.of(ClientRules.NONE));
    }

    /** The same for one of which nobody knows what it may do. */
    ClientConfig withoutRules() {
        return new ClientConfig(group, policy, Optional.empty());
    }

    /** The group that the text of a {@code clients/NAME.toml} names. */
    static Optional<GroupName> groupOf(String toml, String file) throws ConfigException {
        return TomlFile.parse(toml, file).text(List.of(PolicyToml.GROUP_OF), GroupName::new);
    }

    /** Reads the text of a {@code clients/NAME.toml}: what it leaves out stays as it is here. */
    ClientConfig forClient(String toml, String file) throws ConfigException {
        ClientConfig own = with(PolicyToml.Scope.CLIENT, toml, file);
        return new ClientConfig(groupOf(toml, file), own.policy, own.rules);
    }

    /** Reads the text of a {@code groups/GROUP.toml}: what it leaves out stays as it is here. */
    ClientConfig forGroup(String toml, String file) throws ConfigException {
        return with(PolicyToml.Scope.GROUP, toml, file);
    }

    private ClientConfig with(PolicyToml.Scope scope, String toml, String file)
            throws ConfigException {
        TomlFile parsed = TomlFile.parse(toml, file);
        ServerPolicy own = PolicyToml.parse(parsed, scope, policy);
        ClientRules said =
                RulesToml.parse(parsed, rules.orElse(ClientRules.NONE), own.retention().zone());
        return new ClientConfig(group, own, rules.map(_ -> said));
    }
}
