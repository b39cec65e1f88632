package dev.holdfast.server.rules;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a client may do here.
 *
 * @param from where it may come from; none: from anywhere
 * @param commands what it may ask for; it may always come
 * @param hours when it may begin a backup; absent: at any time
 */
public record ClientRules(List<Network> from, Set<Asked> commands, Optional<Hours> hours) {
    /** Everything, from anywhere, at any time. */
    public static final ClientRules NONE =
            new ClientRules(List.of(), Asked.COMMANDS, Optional.empty());

    public ClientRules {
        from = List.copyOf(from);
        commands = Set.copyOf(commands);
        if (commands.contains(Asked.CONNECTION)) {
            throw new IllegalArgumentException("a connection is no command");
        }
    }

    /** The same for a client that may also come from there. */
    public ClientRules alsoFrom(Network network) {
        if (from.isEmpty()) {
            return this;
        }
        List<Network> more = new ArrayList<>(from);
        more.add(network);
        return new ClientRules(more, commands, hours);
    }

    /** The same for a client that may also ask for this. */
    public ClientRules also(Asked command) {
        Set<Asked> more = EnumSet.of(command);
        more.addAll(commands);
        return new ClientRules(from, more, hours);
    }

    /** The same for a client that may begin backups whenever it likes. */
    public ClientRules atAnyTime() {
        return new ClientRules(from, commands, Optional.empty());
    }
}
