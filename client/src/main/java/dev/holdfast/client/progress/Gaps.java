package dev.holdfast.client.progress;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.RawPath;
import dev.holdfast.model.cbor.Cbor;
import java.io.ByteArrayOutputStream;

/** Names everything that could not be read: in the snapshot, and to whoever looks on. */
public final class Gaps {
    private final ByteArrayOutputStream sequence = new ByteArrayOutputStream();
    private final BackupListener listener;
    private long count;

    public Gaps(BackupListener listener) {
        this.listener = listener;
    }

    public void add(RawPath path, String reason) {
        Bytes bytes = Bytes.copyOf(path.toArray());
        sequence.writeBytes(
                Cbor.encode(out -> {
                    out.array(2);
                    out.bytes(bytes);
                    out.text(reason);
                    out.end();
                }));
        count++;
        listener.unread(path, reason);
    }

    public long count() {
        return count;
    }

    /** A sequence of CBOR arrays (path, reason). */
    public byte[] toArray() {
        return sequence.toByteArray();
    }
}
