package dev.holdfast.server.doctor;

import dev.holdfast.server.setup.SetupPlan;
import java.util.List;

/**
 * What was found on a host that is a server, as root sees it.
 *
 * @param user whom clients log in as
 * @param plan what a setup would do now, and what hinders it
 * @param sshd whether its drop-in counts
 * @param stoppedTimers that systemd does not wait for
 */
public record HostFacts(String user, SetupPlan plan, Sshd sshd, List<String> stoppedTimers) {
    public HostFacts {
        stoppedTimers = List.copyOf(stoppedTimers);
    }

    /** What sshd says that it does with who logs in as the user. */
    public sealed interface Sshd {
        /** It takes the keys from the server's file. */
        record InForce() implements Sshd {}

        /** It does not, or cannot be asked. */
        record NotInForce(String why) implements Sshd {}

        /** It was not asked: the server is a user's own. */
        record Ordinary() implements Sshd {}
    }
}
