package dev.holdfast.store.reclaim;

import dev.holdfast.platform.durable.Volume;
import dev.holdfast.platform.durable.VolumeLock;
import dev.holdfast.store.index.IndexFolder;
import dev.holdfast.store.pack.PackWriter;
import java.io.IOException;

/** The vault in which room is made. */
public interface Premises {
    Volume volume();

    IndexFolder index();

    /** Takes the vault's lock, which is not reentrant. */
    VolumeLock lock() throws IOException;

    /** Looks again and puts right what is not; with the lock held. */
    Scene lookLocked() throws IOException;

    /** Gives a sealed pack its name; with the lock held. */
    void publishLocked(PackWriter pack) throws IOException;
}
