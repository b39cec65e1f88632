package dev.holdfast.client.report;

import dev.holdfast.codec.key.SealingKeys;
import dev.holdfast.codec.local.LocalBox;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.MalformedException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/** A report as the server keeps it: only who has the vault's key can read it. */
public final class SealedLog {
    private static final byte[] CONTEXT =
            "holdfast log of a run".getBytes(StandardCharsets.US_ASCII);

    private SealedLog() {}

    public static Bytes seal(LocalReport report, SealingKeys keys, SecureRandom random) {
        return Bytes.copyOf(new LocalBox(keys.cache(), random).seal(report.encode(), CONTEXT));
    }

    /**
     * @throws MalformedException unless it was sealed under these keys
     */
    public static LocalReport open(Bytes sealed, SealingKeys keys) throws MalformedException {
        LocalBox box = new LocalBox(keys.cache(), new SecureRandom());
        return LocalReport.decode(box.open(sealed.toArray(), CONTEXT));
    }
}
