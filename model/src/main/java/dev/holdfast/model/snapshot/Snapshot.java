package dev.holdfast.model.snapshot;

import dev.holdfast.model.ClientId;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.Series;
import dev.holdfast.model.SessionId;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.cbor.Cbor;
import dev.holdfast.model.cbor.CborReader;
import dev.holdfast.model.cbor.CborWriter;
import java.io.IOException;

/**
 * A committed root with the server's stamp.
 *
 * @param sequence the server's own count within the vault, from 1; never used twice
 * @param received the server's clock at the commit
 * @param origin who sent it
 * @param root what was saved
 * @param figures what it cost
 */
public record Snapshot(
        long sequence, Timestamp received, Origin origin, ObjectId root, Figures figures) {
    public Snapshot {
        if (sequence < 1) {
            throw new IllegalArgumentException("snapshot number " + sequence);
        }
    }

    /** Who sent a root. */
    public record Origin(ClientId client, Series series, SessionId session) {}

    /**
     * What the client says that it met, and what the server counted.
     *
     * @param entries met by the client
     * @param contentBytes met by the client
     * @param newBytes of records that the session added, on disc
     * @param unread things that the client could not read
     */
    public record Figures(long entries, long contentBytes, long newBytes, long unread) {
        public Figures {
            if (entries < 0 || contentBytes < 0 || newBytes < 0 || unread < 0) {
                throw new IllegalArgumentException("impossible figures");
            }
        }
    }

    public void write(CborWriter out) throws IOException {
        out.array(10);
        out.integer(sequence);
        out.timestamp(received);
        out.bytes(origin.client().toArray());
        out.text(origin.series().value());
        out.bytes(origin.session().toArray());
        out.id(root);
        out.integer(figures.entries());
        out.integer(figures.contentBytes());
        out.integer(figures.newBytes());
        out.integer(figures.unread());
        out.end();
    }

    public static Snapshot read(CborReader in) throws IOException {
        in.array();
        Snapshot snapshot =
                new Snapshot(
                        in.integer(),
                        in.timestamp(),
                        new Origin(
                                ClientId.of(in.byteArray()),
                                new Series(in.text()),
                                SessionId.of(in.byteArray())),
                        in.id(),
                        new Figures(in.integer(), in.integer(), in.integer(), in.integer()));
        in.end();
        return snapshot;
    }

    /**
     * @throws MalformedException unless the bytes are a snapshot in its one form
     */
    public static Snapshot of(byte[] bytes) throws MalformedException {
        return Cbor.decode(bytes, Snapshot::read, Snapshot::write);
    }

    public byte[] toArray() {
        return Cbor.encode(this::write);
    }
}
