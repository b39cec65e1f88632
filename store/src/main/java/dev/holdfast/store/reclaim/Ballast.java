package dev.holdfast.store.reclaim;

import dev.holdfast.platform.durable.DiscFullException;
import dev.holdfast.platform.durable.Transfer;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.platform.durable.VolumeFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;

/**
 * Room and an inode that are kept for the moment when there is nothing else: given up first when
 * the disc is full, so that what is condemned can be written down, and made again last.
 */
public final class Ballast {
    private static final String NAME = "ballast";

    /** Notes, closed packs and a segment of some hundred thousand records fit into it. */
    static final long SIZE = 4L << 20;

    /** Where so little is free, taking a part of it would do harm. */
    private static final long FREE_MIN = 4 * SIZE;

    private final Volume volume;

    /**
     * @param volume the vault's folder
     */
    public Ballast(Volume volume) {
        this.volume = volume;
    }

    public boolean isThere() throws IOException {
        return volume.exists(NAME);
    }

    /** Makes it, unless it is there or there is little room. Under the vault's lock. */
    void make() throws IOException {
        if (isThere() || volume.space().usableBytes() < FREE_MIN) {
            return;
        }
        String unfinished = NAME + Volume.UNFINISHED;
        try {
            volume.delete(unfinished);
            try (VolumeFile file = volume.create(unfinished, Transfer.PLAIN)) {
                file.reserve(SIZE);
            }
            volume.rename(unfinished, NAME);
        } catch (DiscFullException | FileAlreadyExistsException other) {
            volume.delete(unfinished);
        }
    }

    /** Gives it up; the room is there on return. */
    void give() throws IOException {
        if (isThere()) {
            volume.delete(NAME);
            volume.syncAll();
        }
    }
}
