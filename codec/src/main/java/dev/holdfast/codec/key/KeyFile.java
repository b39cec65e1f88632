package dev.holdfast.codec.key;

import dev.holdfast.codec.key.SealingKeys.Recipient;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.cbor.Cbor;
import dev.holdfast.model.cbor.CborReader;
import dev.holdfast.model.cbor.CborWriter;
import dev.holdfast.model.feature.Features;
import dev.holdfast.model.object.KeyWrap;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a client keeps of its keys on its own disc (docs/format.md, "Key file"). Whoever writes it
 * sees to its permissions.
 *
 * @param root from which all else is derived
 * @param escrow who else may read
 */
public record KeyFile(RootSecret root, List<Recipient> escrow) {
    private static final byte[] MAGIC = "HFkeys01".getBytes(StandardCharsets.US_ASCII);
    private static final int DIGEST_SIZE = 16;
    private static final int HEAD_SIZE = 8 + 4; // magic, length of the body

    /** Far more than fifteen escrow keys need. */
    private static final int LENGTH_MAX = 64 << 10;

    public KeyFile {
        escrow = List.copyOf(escrow);
        if (escrow.size() > SealingKeys.ESCROW_COUNT_MAX) {
            throw new IllegalArgumentException("%d escrow keys".formatted(escrow.size()));
        }
    }

    /** The bytes of the file, which the caller wipes. */
    public byte[] encode() {
        byte[] body = Cbor.encode(out -> write(new Body(Features.NONE, this), out));
        ByteBuffer file = ByteBuffer.allocate(HEAD_SIZE + body.length + DIGEST_SIZE);
        file.put(MAGIC).putInt(body.length).put(body);
        return file.put(digest(file.array()), 0, DIGEST_SIZE).array();
    }

    /**
     * @throws MalformedException if the file is damaged or something else
     * @throws dev.holdfast.model.feature.TooNewException if a newer version wrote it
     */
    public static KeyFile decode(byte[] file) throws MalformedException {
        if (file.length < HEAD_SIZE + DIGEST_SIZE
                || file.length > LENGTH_MAX
                || !Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new MalformedException("this is not a key file");
        }
        int digestAt = file.length - DIGEST_SIZE;
        boolean whole = ByteBuffer.wrap(file).getInt(MAGIC.length) == digestAt - HEAD_SIZE;
        if (!whole || !Arrays.equals(digest(file), 0, DIGEST_SIZE, file, digestAt, file.length)) {
            throw new MalformedException(
                    "the key file is damaged: restore it by the recovery code");
        }
        byte[] body = Arrays.copyOfRange(file, HEAD_SIZE, digestAt);
        return Cbor.decode(body, KeyFile::read, KeyFile::write).keys();
    }

    /** The features may name compatible ones that this version does not know. */
    private record Body(Features features, KeyFile keys) {}

    private static void write(Body body, CborWriter out) throws IOException {
        KeyFile keys = body.keys();
        out.array(3);
        body.features().write(out);
        out.bytes(keys.root.toArray());
        out.array(keys.escrow.size());
        for (Recipient recipient : keys.escrow) {
            out.array(2);
            out.integer(recipient.epoch());
            out.bytes(recipient.publicKey());
            out.end();
        }
        out.end();
        out.end();
    }

    private static Body read(CborReader in) throws IOException {
        in.array();
        Features features = Features.read(in);
        features.requireWritable("the key file");
        RootSecret root = RootSecret.of(in.byteArray());
        List<Recipient> escrow = new ArrayList<>();
        in.array();
        while (in.more()) {
            in.array();
            escrow.add(new Recipient(in.intUpTo(KeyWrap.EPOCH_MAX), in.bytes()));
            in.end();
        }
        in.end();
        in.end();
        return new Body(features, new KeyFile(root, escrow));
    }

    /** Over all but the last bytes, where it goes. */
    private static byte[] digest(byte[] file) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(file, 0, file.length - DIGEST_SIZE);
            return sha256.digest();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "key file with %d escrow keys".formatted(escrow.size());
    }
}
