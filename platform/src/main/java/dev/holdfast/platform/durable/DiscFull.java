package dev.holdfast.platform.durable;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Tells a full disc from other failures: Java keeps no error number, only the sentence. */
final class DiscFull {
    private DiscFull() {}

    /** What to throw in the place of a failure to write. */
    static IOException translate(IOException failure, Path folder, long bytes) {
        boolean full = saysFull(failure) || (isPlain(failure) && hasNoRoom(folder, bytes));
        return full ? new DiscFullException("cannot write below " + folder, failure) : failure;
    }

    private static boolean saysFull(IOException failure) {
        @Nullable String sentence =
                failure instanceof FileSystemException specific
                        ? specific.getReason()
                        : failure.getMessage();
        return sentence != null
                && (sentence.contains("No space left") || sentence.contains("quota exceeded"));
    }

    /** Closed channels, existing names and the like are never a full disc. */
    private static boolean isPlain(IOException failure) {
        return failure.getClass() == IOException.class
                || failure.getClass() == FileSystemException.class;
    }

    /** In another language the sentence says nothing to us, but the file system still counts. */
    private static boolean hasNoRoom(Path folder, long bytes) {
        try {
            FileStore store = Files.getFileStore(folder);
            return store.getUsableSpace() < Math.max(bytes, Volume.BLOCK_SIZE);
        } catch (IOException unknown) {
            return false;
        }
    }
}
