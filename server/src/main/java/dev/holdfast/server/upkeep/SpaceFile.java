package dev.holdfast.server.upkeep;

import dev.holdfast.model.MalformedException;
import dev.holdfast.platform.durable.DiscFullException;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.platform.durable.VolumeLock;
import dev.holdfast.server.json.Json;
import dev.holdfast.server.space.SpaceMemory;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** The file {@code space.json}, in which a volume's {@link SpaceMemory} is kept. */
final class SpaceFile {
    private static final String NAME = "space.json";
    private static final String LOCK = "space.lock";

    private final Volume root;

    SpaceFile(Volume root) {
        this.root = root;
    }

    /** Held by who decides about space; others wait. */
    VolumeLock lock() throws IOException {
        return root.lock(LOCK);
    }

    /** Empty if there is none, or none that can be read. */
    Optional<SpaceMemory> load() throws IOException {
        try {
            return Optional.of(SpaceMemory.of(root.readAll(NAME, Json.LENGTH_MAX)));
        } catch (NoSuchFileException | MalformedException none) {
            return Optional.empty();
        }
    }

    /**
     * Durable on return, if there is room even for that.
     *
     * @return whether there was
     */
    boolean save(SpaceMemory memory) throws IOException {
        try {
            root.replace(NAME, memory.toBytes());
            return true;
        } catch (DiscFullException full) {
            return false;
        }
    }
}
