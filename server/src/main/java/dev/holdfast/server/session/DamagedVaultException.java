package dev.holdfast.server.session;

import dev.holdfast.model.MalformedException;
import java.io.IOException;

/** A vault that cannot be opened. */
final class DamagedVaultException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedVaultException(MalformedException damage) {
        super("the vault is damaged: " + damage.getMessage(), damage);
    }
}
