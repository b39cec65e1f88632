package dev.holdfast.store.reclaim;

import dev.holdfast.platform.durable.Volume;
import dev.holdfast.platform.durable.VolumeFile;
import dev.holdfast.store.pack.PackKind;
import dev.holdfast.store.pack.PackName;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** How the room of a part of a data pack is given back here. */
enum Way {
    /** Its blocks go, and the rest of the pack stays where it is. */
    PUNCH,

    /** What lives is written again. */
    REWRITE;

    /** Asks the file system, by a hole behind the end of some pack. */
    static Way of(Volume volume) throws IOException {
        for (PackName name : PackName.list(volume)) {
            if (name.kind() == PackKind.DATA && name.state() == PackName.State.PUBLISHED) {
                Optional<Way> way = tryOn(volume, name);
                if (way.isPresent()) {
                    return way.get();
                }
            }
        }
        return PUNCH;
    }

    private static Optional<Way> tryOn(Volume volume, PackName name) throws IOException {
        try {
            Optional<VolumeFile> file = volume.claim(name.path());
            if (file.isEmpty()) {
                return Optional.empty();
            }
            try (VolumeFile pack = file.get()) {
                long behind = (pack.size() / Volume.BLOCK_SIZE + 1) * Volume.BLOCK_SIZE;
                return Optional.of(pack.punch(behind, Volume.BLOCK_SIZE) ? PUNCH : REWRITE);
            }
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }
}
