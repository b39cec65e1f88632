package dev.holdfast.filesystem.recreate;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** On the file system that holds temporary files. */
class RoundTripTest extends RoundTripContract {
    @TempDir Path folder;

    @Override
    Path newPlace() {
        return folder;
    }
}
