package dev.holdfast.protocol.message;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.ClientId;
import dev.holdfast.model.ClientName;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.SessionId;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.VaultId;
import dev.holdfast.model.feature.Features;
import dev.holdfast.model.object.KeyWrap;
import dev.holdfast.model.object.SealedRecord;
import dev.holdfast.model.snapshot.Partial;
import dev.holdfast.model.snapshot.Snapshot;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** What a server answers. */
public sealed interface Answer extends Message {
    /** What a checkpoint comes to. */
    sealed interface Checkpointed extends Answer permits Kept, Missing {}

    /** What a commit comes to. */
    sealed interface CommitVerdict extends Answer permits Committed, Missing {}

    /** What comes of a fetch before it is done. */
    sealed interface Fetched extends Answer permits Wraps, ObjectRecord {}

    /** No. Answers any request, or, as the last frame of a connection, none. */
    sealed interface Negative extends Answer permits Refused, Failed {}

    /**
     * Answers a greeting.
     *
     * @param version of the server's program, for people
     * @param clock the server's
     * @param vault the client's on this server, or null when there is none yet
     */
    record Welcome(
            Features features,
            String version,
            Timestamp clock,
            ClientId client,
            ClientName name,
            @Nullable VaultId vault)
            implements Answer {
        public Welcome {
            Require.version(version);
        }
    }

    /**
     * A backup has begun.
     *
     * @param last snapshot of the series, or null before the first
     * @param partial of the series, or null when its last run was not interrupted
     * @param known whether the vault holds any object at all: a client need not ask an empty one
     * @param heal ids of damaged objects that the last snapshot or the partial may need, at most
     *     {@link #HEAL_MAX}; when there are more, a commit names them as missing
     */
    record Begun(
            SessionId session,
            @Nullable Snapshot last,
            @Nullable Partial partial,
            boolean known,
            List<ObjectId> heal)
            implements Answer {
        /** As much as one run can search its last trees for without being slowed down. */
        public static final int HEAL_MAX = 4_096;

        public Begun {
            heal = List.copyOf(heal);
            Require.count(heal, 0, HEAL_MAX);
            Require.distinct(heal);
        }
    }

    /**
     * Which of the objects asked for the vault lacks.
     *
     * @param bits one for each id, in order, most significant first, and zeros to fill the byte
     */
    record Lack(Bytes bits) implements Answer {
        public Lack {
            int size = bits.length();
            Require.that(size >= 1 && size <= IDS_MAX / Byte.SIZE, "bits of another size");
        }

        /** For as many ids as were asked. */
        public static Lack of(int count, IntPredicate lacks) {
            byte[] bits = new byte[Math.ceilDiv(count, Byte.SIZE)];
            for (int i = 0; i < count; i++) {
                if (lacks.test(i)) {
                    bits[i / Byte.SIZE] |= (byte) (0x80 >> i % Byte.SIZE);
                }
            }
            return new Lack(Bytes.copyOf(bits));
        }

        /** Whether the vault lacks the id that was asked at an index. */
        public boolean lacks(int index) {
            return (bits.at(index / Byte.SIZE) & 0x80 >> index % Byte.SIZE) != 0;
        }

        /** Whether this can answer a question about so many ids. */
        public boolean isFor(int count) {
            int spare = bits.length() * Byte.SIZE - count;
            return spare >= 0
                    && spare < Byte.SIZE
                    && (bits.at(bits.length() - 1) & (1 << spare) - 1) == 0;
        }
    }

    record Kept(Partial partial) implements Checkpointed {}

    /**
     * Objects that a root reaches and the vault lacks: to be sent, or read anew, before the request
     * is repeated.
     *
     * @param ids 1 to {@link #IDS_MAX}, each once; there may be more
     */
    record Missing(List<ObjectId> ids) implements Checkpointed, CommitVerdict {
        public Missing {
            ids = List.copyOf(ids);
            Require.count(ids, 1, IDS_MAX);
            Require.distinct(ids);
        }
    }

    record Committed(Snapshot snapshot) implements CommitVerdict {}

    /**
     * What a vault holds.
     *
     * @param snapshots the newest {@link #SNAPSHOTS_MAX}, in ascending order of their sequence
     * @param partials at most {@link #PARTIALS_MAX}
     * @param unreadable sequences of snapshots whose files cannot be read, ascending; the newest
     *     {@link #UNREADABLE_MAX}
     */
    record Snapshots(List<Snapshot> snapshots, List<Partial> partials, List<Long> unreadable)
            implements Answer {
        /** Six hundred days of one an hour; fits into a frame. */
        public static final int SNAPSHOTS_MAX = 16_384;

        /** One a series; fits into a frame beside the snapshots. */
        public static final int PARTIALS_MAX = 4_096;

        /** That many numbers tell enough. */
        public static final int UNREADABLE_MAX = 4_096;

        public Snapshots {
            snapshots = List.copyOf(snapshots);
            partials = List.copyOf(partials);
            Require.count(snapshots, 0, SNAPSHOTS_MAX);
            Require.count(partials, 0, PARTIALS_MAX);
            unreadable = List.copyOf(unreadable);
            Require.count(unreadable, 0, UNREADABLE_MAX);
            Require.rising(snapshots.stream().map(Snapshot::sequence).toList());
            Require.rising(unreadable);
        }
    }

    /**
     * The wraps of content keys, sent before the first object under them.
     *
     * @param wraps 1 to {@link #WRAPS_MAX}
     */
    record Wraps(List<KeyWrap> wraps) implements Fetched {
        /** The keys of a full pack that was merged from many. */
        public static final int WRAPS_MAX = 1_024;

        public Wraps {
            wraps = List.copyOf(wraps);
            Require.count(wraps, 1, WRAPS_MAX);
        }
    }

    record ObjectRecord(SealedRecord record) implements Fetched {}

    /**
     * A request is done with.
     *
     * @param absent ids of a fetch that could not be had; empty for every other request
     */
    record Done(List<ObjectId> absent) implements Answer {
        /** Done, and nothing is absent. */
        public static final Done ALL = new Done(List.of());

        public Done {
            absent = List.copyOf(absent);
            Require.count(absent, 0, IDS_MAX);
            Require.distinct(absent);
        }
    }

    /** The client's new identity. */
    record Enrolled(ClientId client, ClientName name) implements Answer {}

    /**
     * The server will not.
     *
     * @param code of a {@link RefusalCode}, or one that a later version knows
     * @param sentence what was refused and why
     * @param lift the command on the server that would lift it, or null if none would
     * @param retrySeconds when to come again, or null if that would not help
     */
    record Refused(int code, String sentence, @Nullable String lift, @Nullable Integer retrySeconds)
            implements Negative {
        /** A week: nobody wants to be told to come back later than that. */
        public static final int RETRY_SECONDS_MAX = 7 * 24 * 3600;

        public Refused {
            Require.that(code >= 1 && code <= RefusalCode.CODE_MAX, "refusal " + code);
            Require.sentence(sentence);
            Require.sentence(lift == null ? "" : lift);
            boolean inTime =
                    retrySeconds == null
                            || (retrySeconds >= 0 && retrySeconds <= RETRY_SECONDS_MAX);
            Require.that(inTime, "retry after " + retrySeconds);
        }

        /** For good, or until somebody on the server lifts it. */
        public static Refused because(RefusalCode code, String sentence, @Nullable String lift) {
            return new Refused(code.code(), Message.cut(sentence), lift, null);
        }

        /** For now. */
        public static Refused busy(String sentence, int retrySeconds) {
            return new Refused(RefusalCode.BUSY.code(), Message.cut(sentence), null, retrySeconds);
        }

        /** The code's meaning, {@link RefusalCode#UNKNOWN} for one of a later version. */
        public RefusalCode reason() {
            return RefusalCode.of(code);
        }
    }

    /**
     * The world failed on the server.
     *
     * @param sentence what was attempted on which thing
     */
    record Failed(String sentence) implements Negative {
        public Failed {
            Require.sentence(sentence);
        }

        /** With as much of the sentence as fits. */
        public static Failed because(String sentence) {
            return new Failed(Message.cut(sentence));
        }
    }
}
