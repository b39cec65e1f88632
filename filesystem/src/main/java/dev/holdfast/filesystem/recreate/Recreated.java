package dev.holdfast.filesystem.recreate;

import dev.holdfast.platform.linux.Errno;
import dev.holdfast.platform.linux.ErrnoException;
import java.io.IOException;

/**
 * What came of an attempt to make something. An exception means that nothing else can be made
 * either: the disc is full, or gone.
 */
public sealed interface Recreated<T> {
    /** It is there now. */
    record Made<T>(T value) implements Recreated<T> {}

    /** Something of that name exists, and was to be kept. */
    record Kept<T>() implements Recreated<T> {}

    /** This one cannot be made; the reason is a sentence for the report. */
    record Refused<T>(String reason) implements Recreated<T> {}

    /** Something that the kernel may refuse. */
    interface Attempt<T> {
        Recreated<T> make() throws IOException;
    }

    /** Makes the attempt, and tells a refusal that concerns only this file as a value. */
    static <T> Recreated<T> attempt(Attempt<T> attempt) throws IOException {
        try {
            return attempt.make();
        } catch (ErrnoException e) {
            if (endsAll(e)) {
                throw e;
            }
            return new Refused<>(e.getMessage());
        }
    }

    /** Whether nothing else can be made either. */
    private static boolean endsAll(ErrnoException e) {
        return switch (e.errno()) {
            case Errno.EDQUOT,
                    Errno.EIO,
                    Errno.EMFILE,
                    Errno.ENFILE,
                    Errno.ENOMEM,
                    Errno.ENOSPC,
                    Errno.EROFS ->
                    true;
            default -> false;
        };
    }
}
