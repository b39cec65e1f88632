package dev.holdfast.server.config;

import dev.holdfast.server.allowance.AdmissionPolicy;
import dev.holdfast.server.retention.RetentionPolicy;
import dev.holdfast.server.space.ReservePolicy;
import java.time.Duration;
import java.time.ZoneId;

/**
 * By what a server decides. All of it may be said in {@code server.toml}, or in {@code policy.toml}
 * of a vault in a plain folder; all but the reserve also for one client or a group: see {@link
 * ClientConfig}.
 *
 * <pre>
 * history-goal = "6 months"     # warn when there is not enough room to go back so far
 *
 * [retention]
 * order = "importance"          # or "age", "levels"
 * minimum-age = 7               # days of which the newest snapshot never goes
 * roll-off = "off"              # or "unwanted", or a span: older ones go even when there is room
 * time-zone = "Europe/Berlin"   # in which days begin (usually the host's)
 *
 * [retention.levels]            # for order = "levels": so many of each
 * day = 14
 *
 * [reserve]
 * start = "5 %"                 # when less is free, space is made
 * stop = "10 %"                 # until so much is free
 * limit = "2 T"                 # of all vaults together (usually the volume's)
 *
 * [admission]
 * burst = 4                     # snapshots at once,
 * every = "6 h"                 # then one in this time
 * growth = 5                    # times the usual day's bytes a day,
 * floor = "1 G"                 # but at least so much
 * share = "20 %"                # of the volume (usually as much as any other)
 * quota = "500 G"               # never more (usually none)
 * </pre>
 *
 * @param historyGoal how far back every client should be able to go; zero: nobody minds
 */
public record ServerPolicy(
        RetentionPolicy retention,
        ReservePolicy reserve,
        AdmissionPolicy admission,
        Duration historyGoal) {

    /** What holds for whoever says nothing. */
    public static ServerPolicy standard(ZoneId zone) {
        return new ServerPolicy(
                RetentionPolicy.standard(zone),
                ReservePolicy.STANDARD,
                AdmissionPolicy.STANDARD,
                Duration.ZERO);
    }

    /**
     * Reads the text of a {@code server.toml}, whose other keys are passed over.
     *
     * @param file its name, for messages
     */
    public static ServerPolicy ofServer(String toml, String file, ZoneId zone)
            throws ConfigException {
        return PolicyToml.parse(toml, file, PolicyToml.Scope.SERVER, standard(zone));
    }

    /** Reads the text of a {@code policy.toml}. What is not said of admission admits all. */
    public static ServerPolicy ofVault(String toml, String file, ZoneId zone)
            throws ConfigException {
        ServerPolicy usual = standard(zone);
        ServerPolicy own =
                new ServerPolicy(
                        usual.retention(), usual.reserve(), AdmissionPolicy.OWN, Duration.ZERO);
        return PolicyToml.parse(toml, file, PolicyToml.Scope.VAULT, own);
    }
}
