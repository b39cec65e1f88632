package dev.holdfast.protocol.message;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.ClientName;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.Series;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.VaultId;
import dev.holdfast.model.feature.Features;
import dev.holdfast.model.object.KeyWrap;
import dev.holdfast.model.object.SealedRecord;
import dev.holdfast.protocol.ssh.PublicKeyLine;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a client asks. Everything may be refused or fail instead of what is said here. */
public sealed interface Request extends Message {
    /**
     * A request with exactly one answer.
     *
     * @param <A> what it may be besides {@link Answer.Refused} and {@link Answer.Failed}
     */
    sealed interface Question<A extends Answer> extends Request {
        /** What an answer must be. */
        Class<A> answerType();
    }

    /**
     * Opens every session.
     *
     * @param version of the client's program, for people
     * @param machine a hash that tells cloned machines apart, {@link #MACHINE_SIZE} bytes
     * @param vault that the client's keys belong to, or null when it has none yet
     */
    record Greet(Features features, String version, Bytes machine, @Nullable VaultId vault)
            implements Question<Answer.Welcome> {
        public Greet {
            Require.version(version);
            Require.machine(machine);
        }

        @Override
        public Class<Answer.Welcome> answerType() {
            return Answer.Welcome.class;
        }
    }

    /**
     * Begins a backup of one series.
     *
     * @param run {@link #RUN_SIZE} random bytes of this run of the program: a run that connects
     *     again brings the same, and takes over from its own half-dead session
     * @param started the client's clock when the run began
     * @param wraps of the session's one content key, one for each recipient
     */
    record Begin(Series series, Bytes run, Timestamp started, List<KeyWrap> wraps)
            implements Question<Answer.Begun> {
        public static final int RUN_SIZE = 16;

        public Begin {
            wraps = List.copyOf(wraps);
            Require.that(run.length() == RUN_SIZE, "run of another size");
            Require.count(wraps, 1, KeyWrap.COUNT_MAX);
            long keys = wraps.stream().map(KeyWrap::key).distinct().count();
            Require.that(keys == 1, "wraps of several content keys");
        }

        @Override
        public Class<Answer.Begun> answerType() {
            return Answer.Begun.class;
        }
    }

    /**
     * Asks which objects the vault lacks.
     *
     * @param ids 1 to {@link #IDS_MAX}
     */
    record Have(List<ObjectId> ids) implements Question<Answer.Lack> {
        public Have {
            ids = List.copyOf(ids);
            Require.count(ids, 1, IDS_MAX);
        }

        @Override
        public Class<Answer.Lack> answerType() {
            return Answer.Lack.class;
        }
    }

    /** Brings a record. Not answered: what goes wrong ends the session. */
    record Put(SealedRecord record) implements Request {}

    /** Makes what was saved so far the partial of the series. */
    record Checkpoint(ObjectId root) implements Question<Answer.Checkpointed> {
        @Override
        public Class<Answer.Checkpointed> answerType() {
            return Answer.Checkpointed.class;
        }
    }

    /**
     * Makes a root a snapshot. Repeated (the answer was lost), it gives the same snapshot.
     *
     * @param entries that the client met
     * @param contentBytes that the client met
     * @param unread things that the client could not read
     */
    record Commit(ObjectId root, long entries, long contentBytes, long unread)
            implements Question<Answer.CommitVerdict> {
        public Commit {
            Require.that(entries >= 0 && contentBytes >= 0 && unread >= 0, "negative figures");
        }

        @Override
        public Class<Answer.CommitVerdict> answerType() {
            return Answer.CommitVerdict.class;
        }
    }

    /**
     * Tells how a run went.
     *
     * @param figures for the server, sorted by key, each key once
     * @param sealedLog for whoever holds the vault's key; at most {@link #LOG_LENGTH_MAX} bytes
     */
    record Report(List<Figure> figures, Bytes sealedLog) implements Question<Answer.Done> {
        /** A report is a page, not a database. */
        public static final int FIGURES_MAX = 256;

        /** Leaves room for figures in a frame. */
        public static final int LOG_LENGTH_MAX = 4 << 20;

        public Report {
            figures = List.copyOf(figures);
            Require.count(figures, 0, FIGURES_MAX);
            Require.that(sealedLog.length() <= LOG_LENGTH_MAX, "log too long");
            for (int i = 1; i < figures.size(); i++) {
                int order = figures.get(i - 1).key().compareTo(figures.get(i).key());
                Require.that(order < 0, "figures out of order");
            }
        }

        @Override
        public Class<Answer.Done> answerType() {
            return Answer.Done.class;
        }
    }

    /**
     * A number of a report.
     *
     * @param key as {@code [a-z0-9][a-z0-9.-]{0,62}}
     */
    record Figure(String key, long value) {
        private static final Pattern KEY = Pattern.compile("[a-z0-9][a-z0-9.-]{0,62}");

        public Figure {
            Require.that(KEY.matcher(key).matches(), "key of a figure");
        }
    }

    /** Asks for the snapshots and partials of the vault. */
    record ListSnapshots() implements Question<Answer.Snapshots> {
        @Override
        public Class<Answer.Snapshots> answerType() {
            return Answer.Snapshots.class;
        }
    }

    /**
     * Asks for objects. Answered by any number of {@link Answer.Fetched} and then {@link
     * Answer.Done}.
     *
     * @param ids 1 to {@link #IDS_MAX}, each once; the server sends them in any order
     */
    record Fetch(List<ObjectId> ids) implements Request {
        public Fetch {
            ids = List.copyOf(ids);
            Require.count(ids, 1, IDS_MAX);
            Require.distinct(ids);
        }
    }

    /** Asks nothing: shows that the way there and back is open. */
    record Ping() implements Question<Answer.Done> {
        @Override
        public Class<Answer.Done> answerType() {
            return Answer.Done.class;
        }
    }

    /**
     * Uses an invitation: the key that the client will come with from now on.
     *
     * @param name as the invitation has it
     * @param machine as in {@link Greet}
     */
    record Enrol(ClientName name, PublicKeyLine key, Bytes machine)
            implements Question<Answer.Enrolled> {
        public Enrol {
            Require.machine(machine);
        }

        @Override
        public Class<Answer.Enrolled> answerType() {
            return Answer.Enrolled.class;
        }
    }
}
