package dev.holdfast.client.restore;

import dev.holdfast.model.RawPath;

/** Hears what a restore meets, as it goes. */
public interface RestoreListener {
    /** Something is there again. */
    void restored(RawPath path);

    /** Something could not be made again. */
    void failed(RawPath path, String reason);
}
