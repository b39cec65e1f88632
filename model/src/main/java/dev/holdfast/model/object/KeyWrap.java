package dev.holdfast.model.object;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.KeyId;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.cbor.Cbor;
import dev.holdfast.model.cbor.CborReader;
import dev.holdfast.model.cbor.CborWriter;
import java.io.IOException;

/**
 * A session's content key, sealed for one recipient (docs/format.md, "Content keys"). Lies in the
 * header of every pack with records under that key.
 *
 * @param key names the content key
 * @param epoch of the recipient's key, from 1
 * @param recipient the first {@link #RECIPIENT_SIZE} bytes of the SHA-256 of its public key
 * @param encapsulation of the KEM, {@link #ENCAPSULATION_SIZE} bytes
 * @param sealed the content key, AES-256-GCM
 */
public record KeyWrap(KeyId key, int epoch, Bytes recipient, Bytes encapsulation, Bytes sealed) {
    public static final int RECIPIENT_SIZE = 8;
    public static final int ENCAPSULATION_SIZE = 32;
    public static final int SEALED_SIZE = 32 + 16;
    public static final int EPOCH_MAX = 1 << 20;

    /** Recipients of one content key: the vault and a few escrow keys. */
    public static final int COUNT_MAX = 16;

    public KeyWrap {
        if (epoch < 1
                || epoch > EPOCH_MAX
                || recipient.length() != RECIPIENT_SIZE
                || encapsulation.length() != ENCAPSULATION_SIZE
                || sealed.length() != SEALED_SIZE) {
            throw new IllegalArgumentException("impossible key wrap");
        }
    }

    public void write(CborWriter out) throws IOException {
        out.array(5);
        out.bytes(key.toArray());
        out.integer(epoch);
        out.bytes(recipient);
        out.bytes(encapsulation);
        out.bytes(sealed);
        out.end();
    }

    public static KeyWrap read(CborReader in) throws IOException {
        in.array();
        KeyWrap wrap =
                new KeyWrap(
                        KeyId.of(in.byteArray()),
                        in.intUpTo(EPOCH_MAX),
                        in.bytes(),
                        in.bytes(),
                        in.bytes());
        in.end();
        return wrap;
    }

    public byte[] toArray() {
        return Cbor.encode(this::write);
    }

    public static KeyWrap of(byte[] bytes) throws MalformedException {
        return Cbor.decode(bytes, KeyWrap::read, KeyWrap::write);
    }
}
