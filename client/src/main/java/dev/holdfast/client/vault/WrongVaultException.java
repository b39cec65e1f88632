package dev.holdfast.client.vault;

import dev.holdfast.model.VaultId;
import java.io.IOException;

/** The vault is not the one that our keys belong to. */
public final class WrongVaultException extends IOException {
    private static final long serialVersionUID = 1L;

    WrongVaultException(VaultId ours, VaultId theirs) {
        super(
                ("the server keeps vault %s for this client, and our keys are those of vault %s:"
                                + " is this the recovery code of another client?")
                        .formatted(theirs, ours));
    }
}
