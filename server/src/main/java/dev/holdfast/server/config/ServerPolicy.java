package dev.holdfast.server.config;

import dev.holdfast.server.allowance.AdmissionPolicy;
import dev.holdfast.server.notice.NoticePolicy;
import dev.holdfast.server.retention.RetentionPolicy;
import dev.holdfast.server.slots.SessionPolicy;
import dev.holdfast.server.space.ReservePolicy;
import java.time.Duration;
import java.time.ZoneId;

/**
 * By what a server decides. All of it may be said in {@code server.toml}; retention, reserve and
 * admission in {@code policy.toml} of a vault in a plain folder; all but the reserve and what is of
 * the server alone also for one client or a group: see {@link ClientConfig}.
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
 *
 * [reports]
 * overdue = "26 h"              # a backup is expected at least so often; or "off"
 * except = ["old-job"]          # series that may be as late as they like
 *
 * [mail]
 * server = "smtps://mail.example.org:465"    # or "smtp://mail.example.org:587", or "sendmail"
 * user = "backup"
 * password-file = "/etc/holdfast/mail-password"
 * from = "backup@example.org"
 * errors-to = ["admin@example.org"]          # what failed, was refused, or needs somebody
 * jobs-to = ["log@example.org"]              # every run
 * digest-to = ["admin@example.org"]          # all clients, once a day (usually errors-to)
 *
 * [notify]
 * webhook = "https://example.org/hook"       # every run, posted as JSON
 * ping-success = "https://example.org/good"
 * ping-failure = "https://example.org/bad"
 *
 * [metrics]                                  # only in server.toml
 * file = "/var/lib/prometheus/node-exporter/holdfast.prom"
 *
 * [sessions]                                 # only in server.toml, as what follows
 * of-each = 4                                # at a time, of a client or of an invitation
 * of-all = 64                                # at a time, of the whole server
 * idle = "6 h"                               # a session that asks nothing for so long ends
 *
 * [steps]
 * deadline = "6 h"                           # of each step before or after a backup
 * deadline-together = "24 h"                 # of all before it, and of all after it
 * </pre>
 *
 * @param historyGoal how far back every client should be able to go; zero: nobody minds
 * @param notices who is told what
 * @param sessions how many sessions the server bears, and how long
 */
public record ServerPolicy(
        RetentionPolicy retention,
        ReservePolicy reserve,
        AdmissionPolicy admission,
        Duration historyGoal,
        NoticePolicy notices,
        SessionPolicy sessions) {

    /** What holds for whoever says nothing. */
    public static ServerPolicy standard(ZoneId zone) {
        return new ServerPolicy(
                RetentionPolicy.standard(zone),
                ReservePolicy.STANDARD,
                AdmissionPolicy.STANDARD,
                Duration.ZERO,
                NoticePolicy.STANDARD,
                SessionPolicy.STANDARD);
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
                        usual.retention(),
                        usual.reserve(),
                        AdmissionPolicy.OWN,
                        Duration.ZERO,
                        usual.notices(),
                        usual.sessions());
        return PolicyToml.parse(toml, file, PolicyToml.Scope.VAULT, own);
    }
}
