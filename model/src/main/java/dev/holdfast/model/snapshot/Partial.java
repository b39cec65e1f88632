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
 * A checkpoint of an unfinished backup: the next run of the series starts from it.
 *
 * @param received the server's clock
 * @param root of what was saved so far, and for the rest what the base had
 */
public record Partial(Timestamp received, Snapshot.Origin origin, ObjectId root) {

    public void write(CborWriter out) throws IOException {
        out.array(5);
        out.timestamp(received);
        out.bytes(origin.client().toArray());
        out.text(origin.series().value());
        out.bytes(origin.session().toArray());
        out.id(root);
        out.end();
    }

    public static Partial read(CborReader in) throws IOException {
        in.array();
        Partial partial =
                new Partial(
                        in.timestamp(),
                        new Snapshot.Origin(
                                ClientId.of(in.byteArray()),
                                new Series(in.text()),
                                SessionId.of(in.byteArray())),
                        in.id());
        in.end();
        return partial;
    }

    /**
     * @throws MalformedException unless the bytes are a partial in its one form
     */
    public static Partial of(byte[] bytes) throws MalformedException {
        return Cbor.decode(bytes, Partial::read, Partial::write);
    }

    public byte[] toArray() {
        return Cbor.encode(this::write);
    }
}
