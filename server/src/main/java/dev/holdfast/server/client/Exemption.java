package dev.holdfast.server.client;

import dev.holdfast.server.rules.Asked;
import dev.holdfast.server.rules.ClientRules;
import dev.holdfast.server.rules.Network;
import java.time.Instant;

/** What a client may do for a while beside what its rules say. */
public sealed interface Exemption {
    /** From then on the rules alone count again. */
    Instant until();

    /** The rules with it. */
    ClientRules applied(ClientRules rules);

    /** Whether it allows the same, for another time. */
    boolean isLike(Exemption other);

    /** Backups may begin whenever it likes. */
    record AnyTime(Instant until) implements Exemption {
        @Override
        public ClientRules applied(ClientRules rules) {
            return rules.atAnyTime();
        }

        @Override
        public boolean isLike(Exemption other) {
            return other instanceof AnyTime;
        }
    }

    /** It may also come from there. */
    record From(Network network, Instant until) implements Exemption {
        @Override
        public ClientRules applied(ClientRules rules) {
            return rules.alsoFrom(network);
        }

        @Override
        public boolean isLike(Exemption other) {
            return other instanceof From from && from.network.equals(network);
        }
    }

    /** It may also ask for that. */
    record Command(Asked command, Instant until) implements Exemption {
        @Override
        public ClientRules applied(ClientRules rules) {
            return rules.also(command);
        }

        @Override
        public boolean isLike(Exemption other) {
            return other instanceof Command also && also.command == command;
        }
    }
}
