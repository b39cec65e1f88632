package dev.holdfast.client.signs;

import dev.holdfast.filesystem.capture.SourceDirectory;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.RawName;
import java.io.IOException;
import java.util.Optional;

/** The file by which programs say that a directory can be made anew (bford.info/cachedir). */
final class CacheTag {
    static final RawName NAME = RawName.of("CACHEDIR.TAG");

    private static final Bytes SIGNATURE =
            Bytes.utf8("Signature: 8a477f597d28d172789f06886806bc55");

    private CacheTag() {}

    static boolean begins(byte[] file) {
        return file.length >= SIGNATURE.length()
                && Bytes.copyOf(file, 0, SIGNATURE.length()).equals(SIGNATURE);
    }

    /** Whether a directory has one; one that cannot be read is none. */
    static boolean isIn(SourceDirectory directory, SmallFiles files) {
        try {
            Optional<byte[]> beginning = files.read(directory, NAME, SIGNATURE.length());
            return beginning.isPresent() && begins(beginning.get());
        } catch (IOException unreadable) {
            return false;
        }
    }
}
