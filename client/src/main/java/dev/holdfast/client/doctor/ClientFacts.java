package dev.holdfast.client.doctor;

import dev.holdfast.model.Timestamp;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was found on a machine that is set up.
 *
 * @param version of this program
 * @param secrets what is wrong with the files that hold keys, as a sentence that says what to do
 * @param program how others could change what root's timers run, likewise
 * @param rooms folders that it writes to
 */
public record ClientFacts(
        Instant now,
        String version,
        Own own,
        Optional<String> secrets,
        Optional<String> program,
        Timers timers,
        Answered answered,
        Runs runs,
        List<Room> rooms) {

    public ClientFacts {
        rooms = List.copyOf(rooms);
    }

    /**
     * What the machine knows of itself and its server.
     *
     * @param server for people
     * @param hostKeys by which the server is known
     */
    public record Own(String server, int hostKeys, CodeState code, MachineId machineId) {}

    /** Whether somebody has shown that the recovery code was written down. */
    public enum CodeState {
        CONFIRMED,
        UNCONFIRMED
    }

    /** Whether the machine can be told from a copy of its disc. */
    public enum MachineId {
        PRESENT,
        ABSENT
    }

    /** What begins backups. */
    public sealed interface Timers {
        /** Timers are there and wait. */
        record Active(String runner, Optional<Instant> next) implements Timers {}

        /** Nothing is to be begun, as the configuration says. */
        record Off() implements Timers {}

        /** They are not what the configuration says, or are not there. */
        record Different() implements Timers {}

        /** The files are there, and systemd does not wait for these. */
        record Stopped(List<String> names) implements Timers {
            public Stopped {
                names = List.copyOf(names);
            }
        }

        /**
         * There is neither systemd nor cron.
         *
         * @param command to be run in another way
         */
        record NobodyRuns(String command) implements Timers {}

        /** This client has none, for a reason: somebody runs its backups in a way of their own. */
        record ByHand(String why) implements Timers {}
    }

    /** What the server said. */
    public sealed interface Answered {
        /**
         * It let us in.
         *
         * @param asked when, by our clock
         * @param clock its own
         */
        record Welcome(String version, Timestamp clock, Instant asked) implements Answered {}

        /** It was not asked, as there are no keys to ask with. */
        record NotAsked() implements Answered {}

        /** It did not, or could not be reached. */
        record Nothing(String why) implements Answered {}
    }

    /**
     * The last runs.
     *
     * @param last when the newest good one ended
     * @param wrong sentences
     */
    public record Runs(Optional<Instant> last, List<String> wrong) {
        public Runs {
            wrong = List.copyOf(wrong);
        }
    }

    /**
     * A folder of the client's that it writes to.
     *
     * @param fault why it cannot be written to
     */
    public record Room(String name, Path folder, long freeBytes, Optional<String> fault) {}

    /** How far the clocks of two machines may differ before somebody is told. */
    static final Duration APART_MAX = Duration.ofMinutes(5);
}
