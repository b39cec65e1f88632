package dev.holdfast.client.cache;

import dev.holdfast.model.MalformedException;
import java.io.IOException;

/** The cache cannot be read on: it is void, and to be made anew from the vault. */
public final class DamagedCacheException extends MalformedException {
    private static final long serialVersionUID = 1L;

    DamagedCacheException(IOException cause) {
        super("the local cache is damaged: " + cause.getMessage(), cause);
    }
}
