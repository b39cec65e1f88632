package dev.holdfast.codec.key;

import java.util.ArrayList;
import java.util.List;
import javax.crypto.SecretKey;

/** The keys of a vault: what writes it and what reads it. */
public record VaultKeys(SealingKeys sealing, OpeningKeys opening) {
    /** Recipients besides the vault itself; a wrap for each lies in every pack. */
    public static final int ESCROW_COUNT_MAX = 15;

    private static final String HMAC = "HmacSHA256";

    /**
     * Derives them (docs/format.md, "Keys").
     *
     * @param escrow who else may read what is written from now on
     */
    public static VaultKeys of(RootSecret root, List<Recipient> escrow) {
        if (escrow.size() > ESCROW_COUNT_MAX) {
            throw new IllegalArgumentException("%d escrow keys".formatted(escrow.size()));
        }
        ReadKey readKey = ReadKey.of(1, root.derive("holdfast read key 1", X25519.SIZE));
        List<Recipient> recipients = new ArrayList<>();
        recipients.add(readKey.recipient());
        recipients.addAll(escrow);
        SecretKey objectIds = root.deriveKey("holdfast object ids", HMAC);
        SecretKey write = root.deriveKey("holdfast write key", "Generic");
        SealingKeys sealing =
                new SealingKeys(
                        root.vault(),
                        objectIds,
                        write,
                        recipients,
                        root.deriveKey("holdfast chunker", "Generic"),
                        root.deriveKey("holdfast slices", HMAC),
                        root.deriveKey("holdfast tree parts", HMAC),
                        root.deriveKey("holdfast cache", "AES"));
        return new VaultKeys(
                sealing, new OpeningKeys(root.vault(), objectIds, write, List.of(readKey)));
    }
}
